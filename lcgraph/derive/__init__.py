"""What follows from the statements of studies: findings by rule, and what every question needs."""
