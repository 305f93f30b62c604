/* tongbao: builds official notices from an office's tables. */
#include "cmd/command.h"

#include <stdlib.h>
#include <string.h>

#include "config.h"
#include "gen/opc/xml.h"

static const struct command *const commands[] = {
    &command_build,
    &command_check,
    &command_show,
    &command_render,
    &command_forms,
    &command_lint,
    &command_verify,
    &command_seal,
    &command_form,
    &command_template,
};

static void
print_help(FILE *out)
{
    fprintf(out, "%s\n\n",
            _("Usage: tongbao COMMAND [OPTION...] [ARGUMENT...]\n"
              "Builds an official notice with its attachments from tables."));
    fprintf(out, "%s\n", _("Commands:"));
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        fprintf(out, "  %-8s %s\n", commands[i]->name,
                _(commands[i]->summary));
    }
    fprintf(out, "\n%s\n",
            _("tongbao COMMAND --help tells more about each.\n"
              "Exit status: 0 done, 1 the data or a template was rejected, "
              "2 wrong usage, 3 the system failed."));
}

static const struct command *
find_command(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        if (strcmp(commands[i]->name, name) == 0) {
            return commands[i];
        }
    }
    return NULL;
}

/* Output that could not be written is a failure, whatever was done. */
static int
close_output(int status)
{
    if (fflush(stdout) || ferror(stdout)) {
        fprintf(stderr, "tongbao: %s\n",
                _("error: standard output cannot be written"));
        return STATUS_SYSTEM;
    }
    return status;
}

int
main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "";
    const struct command *command = find_command(name);

    xml_start();
    home_set_language();
    if (command) {
        return close_output(command->run(argc - 1, argv + 1));
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-?") == 0 ||
        strcmp(name, "help") == 0) {
        print_help(stdout);
        return close_output(STATUS_DONE);
    }
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
        printf("tongbao %s\n", VERSION);
        return close_output(STATUS_DONE);
    }
    if (*name) {
        fprintf(stderr, _("tongbao: there is no command “%s”\n"), name);
    }
    print_help(stderr);
    return STATUS_USAGE;
}
