"""Pages read from their picture: turned and straightened, boxes with ink in them, words by Tesseract."""
