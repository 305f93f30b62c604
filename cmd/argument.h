/* The words of a command line that are no options: a folder, a file, a
 * profile. */
#ifndef TONGBAO_CMD_ARGUMENT_H
#define TONGBAO_CMD_ARGUMENT_H

#include <argp.h>

/* For the default case of a command's parser where the command has one
 * argument: puts it into *given (NULL before), and ends the program with
 * wrong usage at a second one, or, saying what is needed, without any or with
 * an empty one.  Any other key is not its own: ARGP_ERR_UNKNOWN. */
error_t argument_take(const char **given, int key, const char *word,
                      const struct argp_state *state, const char *needed);

/* Wrong usage: there is no room for this word. */
_Noreturn void argument_refuse(const struct argp_state *state,
                               const char *word);

#endif
