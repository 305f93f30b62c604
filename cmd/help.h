/* A command's help, printed from the table of options that also parses them.
 * argp would print it too, but counts bytes for columns and has its own
 * sentences in English only. */
#ifndef TONGBAO_CMD_HELP_H
#define TONGBAO_CMD_HELP_H

#include <argp.h>
#include <stdio.h>

enum { HELP_KEY = 'h', HELP_VERSION_KEY = 'V' };

/* The options that every command has. */
extern const struct argp_option help_options[];

/* name is "tongbao build".  Children's options follow the command's own. */
void help_print(const struct argp *argp, const char *name, FILE *out);

/* Where more is said, below a message about wrong usage. */
void help_print_pointer(const char *name, FILE *out);

#endif
