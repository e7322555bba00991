// Imported before anything else, for what it does: the arguments can hold a password (--url), which `ps` would show to
// everyone for as long as this program runs. `process.argv` keeps them.
process.title = 'pg-backup';
