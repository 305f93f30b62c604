#include "cmd/command.h"

#include <stdarg.h>
#include <stdlib.h>

#include "cmd/help.h"
#include "gen/template/nearest.h"

/* ---- wrong usage ---- */

void
command_refuse(const struct argp_state *state, const char *fmt, ...)
{
    va_list args;

    fprintf(stderr, "%s: ", state->name);
    va_start(args, fmt);
    vfprintf(stderr, fmt, args);
    va_end(args);
    putc('\n', stderr);
    help_print_pointer(state->name, stderr);
    exit(STATUS_USAGE);
}

/* Calls use with every option of a command. */
static void
visit_options(const struct argp *argp,
              void (*use)(const struct argp_option *option, void *user),
              void *user)
{
    for (const struct argp_option *option = argp->options;
         option && (option->name || option->key); option++) {
        use(option, user);
    }
    for (const struct argp_child *child = argp->children; child && child->argp;
         child++) {
        visit_options(child->argp, use, user);
    }
}

/* The word of the command line that was not understood: "-x" or "--name", and
 * what is known of it. */
struct refused {
    struct str word;
    struct nearest nearest;
    bool is_known;
    bool has_argument;
};

static void
compare_option(const struct argp_option *option, void *user)
{
    struct refused *refused = user;
    char letter[] = {'-', (char)option->key, '\0'};
    char name[64];

    if (str_is(refused->word, letter)) {
        refused->is_known = true;
        refused->has_argument |= option->arg != NULL;
    }
    if (option->name) {
        snprintf(name, sizeof name, "--%s", option->name);
        if (str_starts_with(str_from(name), refused->word)) {
            refused->is_known = true;
            refused->has_argument |= option->arg != NULL;
        }
        nearest_try(&refused->nearest, str_from(option->name));
    }
}

/* Of several letters behind one "-", the first that is no option or that
 * lacks its argument. */
static struct refused
find_refused(const struct argp *argp, const char *word)
{
    struct refused refused = {.word = str_from(word)};
    size_t n_letters = refused.word.len;

    if (str_starts_with(refused.word, STR("--"))) {
        size_t equals = str_find(refused.word, STR("="), 0);

        refused.word = str_slice(refused.word, 0, equals);
        refused.nearest = nearest_to(str_slice(refused.word, 2, SIZE_MAX));
        visit_options(argp, compare_option, &refused);
        return refused;
    }
    for (size_t i = 1; i < n_letters; i++) {
        static char letter[8];
        uint32_t code = 0;
        size_t n = utf8_decode(word + i, word + n_letters, &code);

        snprintf(letter, sizeof letter, "-%.*s", n ? (int)n : 1, word + i);
        refused = (struct refused){.word = str_from(letter),
                                   .nearest = nearest_to(STR(""))};
        visit_options(argp, compare_option, &refused);
        if (!refused.is_known || refused.has_argument) {
            break;
        }
    }
    return refused;
}

/* What getopt did not understand: the last word it looked at. */
static _Noreturn void
refuse_option(const struct argp_state *state)
{
    const struct argp *argp = state->root_argp;
    const char *word = state->argv[state->next - 1];
    struct refused refused;

    /* Within letters behind one "-" getopt has not gone on yet. */
    if (word[0] != '-' && state->next < state->argc) {
        word = state->argv[state->next];
    }
    refused = find_refused(argp, word);
    if (refused.is_known && refused.has_argument) {
        command_refuse(state, _("what belongs behind %.*s is missing"),
                       STR_ARG(refused.word));
    }
    if (refused.is_known) {
        command_refuse(state,
                       _("%.*s takes nothing behind it, or is cut too "
                         "short"),
                       STR_ARG(refused.word));
    }
    if (refused.nearest.best.len) {
        command_refuse(state, _("there is no option %.*s; was --%.*s meant?"),
                       STR_ARG(refused.word), STR_ARG(refused.nearest.best));
    }
    command_refuse(state, _("there is no option %.*s"), STR_ARG(refused.word));
}

/* ---- parsing ---- */

static error_t
parse_common(int key, char *arg, struct argp_state *state)
{
    (void)arg;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = state->input;
        return 0;
    case HELP_KEY:
    case '?':
        help_print(state->root_argp->children[0].argp, state->name, stdout);
        exit(command_close(STATUS_DONE));
    case HELP_VERSION_KEY:
        command_print_version();
        exit(command_close(STATUS_DONE));
    case ARGP_KEY_ERROR:
        refuse_option(state);
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

void
command_parse(const struct argp *argp, int argc, char **argv, void *input)
{
    const struct argp_child children[] = {{argp, 0, NULL, 0}, {0}};
    const struct argp root = {
        .options = help_options, .parser = parse_common, .children = children};
    char name[64];

    snprintf(name, sizeof name, "tongbao %s", argv[0]);
    argv[0] = name;
    if (argp_parse(&root, argc, argv, ARGP_NO_HELP | ARGP_NO_ERRS, NULL,
                   input)) {
        exit(STATUS_USAGE);
    }
}
