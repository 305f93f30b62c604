/* tongbao: builds official notices from an office's tables. */
#include "cmd/command.h"

#include <signal.h>
#include <string.h>

#include "cmd/help.h"
#include "gen/opc/xml.h"
#include "gen/template/nearest.h"

static const struct command *const commands[] = {
    &command_build, &command_check,    &command_show,   &command_render,
    &command_forms, &command_lint,     &command_verify, &command_seal,
    &command_form,  &command_template,
};

static void
print_help(FILE *out)
{
    fprintf(out, "%s\n\n",
            _("Usage: tongbao COMMAND [OPTION...] [ARGUMENT...]\n"
              "Builds an official notice with its attachments from tables."));
    fprintf(out, "%s\n", _("Commands:"));
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        fprintf(out, "  %-8s %s\n", commands[i]->name, _(commands[i]->summary));
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

/* A command that there is none of: what was probably meant. */
static int
refuse(const char *name)
{
    struct nearest nearest = nearest_to(str_from(name));

    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        nearest_try(&nearest, str_from(commands[i]->name));
    }
    fprintf(stderr, _("tongbao: there is no command “%s”"), name);
    if (nearest.best.len) {
        fprintf(stderr, _("; was “%.*s” meant?"), STR_ARG(nearest.best));
    }
    putc('\n', stderr);
    help_print_pointer("tongbao", stderr);
    return STATUS_USAGE;
}

static bool
is_one_of(const char *word, const char *const *words)
{
    for (; *words; words++) {
        if (strcmp(word, *words) == 0) {
            return true;
        }
    }
    return false;
}

int
main(int argc, char **argv)
{
    static const char *const help[] = {"--help", "-h", "-?", "help", NULL};
    static const char *const version[] = {"--version", "-V", NULL};
    const char *name = argc > 1 ? argv[1] : "";
    const struct command *command = find_command(name);

    signal(SIGXFSZ, SIG_IGN); /* a file too large is an error to report */
    xml_start();
    home_set_language();
    if (command) {
        return command_close(command->run(argc - 1, argv + 1));
    }
    if (is_one_of(name, help)) {
        print_help(stdout);
        return command_close(STATUS_DONE);
    }
    if (is_one_of(name, version)) {
        command_print_version();
        return command_close(STATUS_DONE);
    }
    if (*name) {
        return refuse(name);
    }
    print_help(stderr);
    return STATUS_USAGE;
}
