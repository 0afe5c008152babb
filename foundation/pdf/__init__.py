"""Tagged PDF: HTML is rendered, uploads are made safe, and parts are joined into one pack. Knows no board."""
