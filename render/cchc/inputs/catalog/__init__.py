"""What outlives a period: indicators, agencies, calendar, outline, forms, relations, targets."""
