"""What word processors write: Word, OpenDocument and Rich Text, told as one story of paragraphs and tables."""
