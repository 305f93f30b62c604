#include "cmd/command.h"

#include <errno.h>
#include <stdlib.h>

#include "config.h"

static void
print_version(FILE *out, struct argp_state *state)
{
    (void)state;
    fprintf(out, "tongbao %s\n", VERSION);
}

void
command_parse(const struct argp *argp, int argc, char **argv, void *input)
{
    char name[64];

    argp_err_exit_status = STATUS_USAGE;
    argp_program_version_hook = print_version;
    snprintf(name, sizeof name, "tongbao %s", argv[0]);
    argv[0] = name;
    if (argp_parse(argp, argc, argv, 0, NULL, input)) {
        exit(STATUS_USAGE);
    }
}

int
command_finish(struct diags *diags, bool notes)
{
    int status = diags_status(diags);

    diags_print(diags, stderr, notes);
    diags_clear(diags);
    return status;
}

const char *
command_home(struct diags *diags)
{
    const char *home = home_folder();

    if (!home) {
        diag_system(diags, (struct location){.path = "tongbao"}, "%s",
                    _("the program's own files (templates, data) are not "
                      "found"));
        diag_advise(diags, _("set TONGBAO_HOME to the folder that holds "
                             "them"));
    }
    return home;
}
