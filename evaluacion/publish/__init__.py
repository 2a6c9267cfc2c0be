"""From results to what people read: workbook, tables, JSON, text. Nothing here computes a score."""
