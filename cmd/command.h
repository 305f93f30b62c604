/* One subcommand of the program; see main.c for the table of them. */
#ifndef TONGBAO_CMD_COMMAND_H
#define TONGBAO_CMD_COMMAND_H

#include <argp.h>

#include "gen/base/diag.h"

/* Exit statuses of the program. */
enum { STATUS_DONE, STATUS_REJECTED, STATUS_USAGE, STATUS_SYSTEM };

struct command {
    const char *name;
    const char *summary; /* N_("...") */
    /* argv[0] is the command's own name for help texts. */
    int (*run)(int argc, char **argv);
};

extern const struct command command_build, command_check, command_show,
    command_render, command_forms, command_lint, command_verify, command_seal,
    command_form, command_template;

/* Parses by the command's own argp.  --help and --version print and end the
 * program; a wrong call says what is wrong and ends it with status 2. */
void command_parse(const struct argp *argp, int argc, char **argv, void *input);

/* Wrong usage, said by a command's parser: prints the sentence and where help
 * is, and ends the program with status 2. */
_Noreturn void command_refuse(const struct argp_state *state, const char *fmt,
                              ...) PRINTF_LIKE(2, 3);

void command_print_version(void);

/* Output that could not be written is a failure, whatever was done: the
 * status the program ends with. */
int command_close(int status);

/* Prints all findings on standard error; returns the exit status. */
int command_finish(struct diags *diags, bool notes);

/* The same, and on standard output how many there are of each severity, notes
 * included that are not printed. */
int command_finish_counted(struct diags *diags, bool notes);

/* Where the program's own files are (templates/, data/): TONGBAO_HOME, or
 * found from the program's own place.  NULL if they are nowhere. */
const char *home_folder(void);

/* The same, reporting that they are nowhere. */
const char *command_home(struct diags *diags);

/* Messages in the user's language. */
void home_set_language(void);

#endif
