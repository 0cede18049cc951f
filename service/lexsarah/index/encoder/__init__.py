"""Questions and passages as vectors, by the encoder in ``models/encoder`` or another in a folder of the machine's own.

Nothing is fetched and no code of a folder is run. torch is imported when the first encoder is loaded, not before.
"""

from lexsarah.index.encoder.identity import encoder_hash
from lexsarah.index.encoder.loading import Backend, Encoder, encoder_folder, load_encoder, loaded_encoder

__all__ = ["Backend", "Encoder", "encoder_folder", "encoder_hash", "load_encoder", "loaded_encoder"]
