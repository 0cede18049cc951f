"""Write the gold of the benchmark: python -m training.parsing.content. Files of other names are left alone."""

import sys

from training.parsing.forms import CASES, LOST, form, without_marks
from training.parsing.gold import GOLD, faults, to_json
from training.parsing.prose import CHOSEN, prose


def main() -> int:
    """Write p*.json (prose), f*.json (forms) and l*.json (forms with lost marks); 1 where one breaks a rule."""
    made = [prose(name, number) for number, name in enumerate(CHOSEN, 1)]
    made += [form(number) for number in range(1, len(CASES) + 1)]
    made += [without_marks(form(number), name) for name, number in LOST.items()]
    GOLD.mkdir(parents=True, exist_ok=True)
    wrong = 0
    for gold in made:
        for fault in faults(gold):
            print(gold.name, fault)
            wrong += 1
        (GOLD / f"{gold.name}.json").write_text(to_json(gold), "utf-8")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
