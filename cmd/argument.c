#include "cmd/argument.h"

#include "cmd/command.h"

void
argument_refuse(const struct argp_state *state, const char *word)
{
    command_refuse(state,
                   _("“%s” is one word too many; a name with blanks in it "
                     "must stand in quotes"),
                   word);
}

error_t
argument_take(const char **given, int key, const char *word,
              const struct argp_state *state, const char *needed)
{
    if (key == ARGP_KEY_ARG) {
        if (*given) {
            argument_refuse(state, word);
        }
        *given = word;
        return 0;
    }
    if (key == ARGP_KEY_END) {
        if (!*given || !**given) {
            command_refuse(state, "%s", needed);
        }
        return 0;
    }
    return ARGP_ERR_UNKNOWN;
}
