"""A township's lists on paper: one workbook, or a folder of CSV files; in and out without loss."""
