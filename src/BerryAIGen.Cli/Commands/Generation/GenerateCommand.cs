using System.CommandLine;
using System.Text.Json.Nodes;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Generation;
using BerryAIGen.Generation.Coverage;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Generation.Maturity;
using BerryAIGen.Generation.Orchestrators;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Cli.Commands.Generation;

/// <summary>Turns a form into a workflow, and has an orchestrator price it or run it.</summary>
internal sealed class GenerateCommand : BerryCommand
{
    private const string StandardInput = "-";

    private readonly TextOption _workflow = new("--workflow", "What is made of what: txt2img, img2vid …", "key");
    private readonly TextOption _ecosystem = new("--ecosystem", "The architecture: SDXL, Flux1, Veo3 …", "key");
    private readonly NumberOption _version = new("--version", "The model version, by its id on Civitai.");
    private readonly TextsOption _values = new(
        "--param",
        "A field of the form; may be given several times.",
        "name=value"
    );
    private readonly TextOption _form = new("--form", "A form in JSON; - reads standard input.", "file");
    private readonly FormSources _sources = new();
    private readonly FlagOption _compile = new("--compile", "Only show the workflow; nothing is asked of anybody.");
    private readonly FlagOption _quote = new("--quote", "Only ask for the price; nothing is charged.");
    private readonly FlagOption _wait = new("--wait", "Wait for the end; without it the workflow runs on by itself.");
    private readonly TextOption _save = new("--save", "Wait, and save the results into a folder.", "folder");
    private readonly TextOption _externalId = new(
        "--external-id",
        "Names this action: whoever repeats it pays once.",
        "id"
    );
    private readonly TextOption _level = new(
        "--level",
        "The most mature that is asked for; without it whatever comes.",
        "word",
        [.. MaturityLevel.Words]
    );
    private readonly ApiKeyOption _apiKey = new();

    public GenerateCommand()
        : base(
            "generate",
            "Has an orchestrator make what a form describes.",
            "berry generate --workflow txt2img --ecosystem SDXL -p \"prompt=a red fox\" --compile",
            "berry generate --form form.json --compile --json",
            "berry generate --from picture.png --local --compile",
            "berry generate --form form.json --quote",
            "berry generate --form form.json --save fox"
        )
    {
        _values.Aliases.Add("-p");
        foreach (
            var option in (Option[])
                [
                    _workflow,
                    _ecosystem,
                    _version,
                    _values,
                    _form,
                    .. _sources.All,
                    _compile,
                    _quote,
                    _wait,
                    _save,
                    _externalId,
                    _level,
                    _apiKey,
                ]
        )
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        RequireOneEnd(run);
        if (run.Get(_level) is { } level && MaturityLevel.TryBitOf(level) is null)
            throw new LibraryException(
                FailureCode.Usage,
                $"--level is one of {string.Join(", ", MaturityLevel.Words)}, not \"{level}\"."
            );
        var generator = new Generator(LibraryEnvironment.Process.ConfigurationFolder);
        var typed = await ReadAsync(run, generator, cancellationToken);
        var request = await _sources.ReadAsync(run, generator, typed, cancellationToken);
        var limits = new MaturityLimits { Request = run.Get(_level)! };
        if (run.Get(_compile))
        {
            var compiled = generator.Compile(request);
            limits.ApplyTo(compiled.Body, compiled.IsPrivate);
            Tell(generator.Warnings.Concat(compiled.Notes));
            StandardOutput.Json(compiled.Body, BerryJson.Default.JsonObject);
            return 0;
        }

        using var library = CommandRun.OpenLibrary(run.Get(_apiKey));
        using var orchestrator = new Orchestrator(library.Options, TimeProvider.System);
        var facts = new ModelFacts(library.Civitai, isNeeded: !library.Options.OwnsOrchestrator);
        var externalId = run.Get(_externalId) ?? ExternalId.New();
        if (!ExternalId.IsValid(externalId))
            throw new LibraryException(FailureCode.Usage, "--external-id takes 1 to 128 letters, digits, - and _.");
        var actions = new SubmittedActions(library.Options.DataFolder);
        var submission = new Submission(orchestrator, facts, actions, run.Output);
        // Results are saved with their recipe, which is made of the form below.
        if (!run.Get(_quote) && run.Get(_save) is null)
        {
            if (await submission.FindAsync(externalId, cancellationToken) is { } known)
                return await submission.FollowAsync(known, run.Get(_wait), cancellationToken);
        }

        var (order, notes) = await OrderAsync();
        limits.ApplyTo(order.Body, order.IsPrivate);
        // Before anything is charged.
        Tell(generator.Warnings.Concat(notes).Concat(order.Notes));
        if (run.Get(_quote))
        {
            WorkflowView.WriteQuote(run.Output, await orchestrator.QuoteAsync(order.Body, cancellationToken));
            return 0;
        }

        return await submission.RunAsync(
            order,
            hidesMature: order.IsPrivate || !limits.AsksForMature,
            externalId,
            waits: run.Get(_wait),
            run.Get(_save),
            cancellationToken
        );

        async Task<(GenerationOrder Order, IEnumerable<string> Notes)> OrderAsync()
        {
            try
            {
                var (filled, unknown) = await facts.FillAsync(request.Values, cancellationToken);
                request = request with { Values = filled };
                var wanted = run.Get(_quote) ? generator.OrderForPrice(request) : generator.Order(request);
                var doubts = library.Options.OwnsOrchestrator
                    ? []
                    : await Admission.AskAsync(library.Civitai, generator.Coverage, wanted.Versions, cancellationToken);
                return (wanted, unknown.Concat(doubts));
            }
            catch (LibraryException silent)
                when (silent.Failure.Code == FailureCode.Network && run.Get(_externalId) is { } named)
            {
                throw new LibraryException(
                    silent.Failure with
                    {
                        Message =
                            $"{silent.Message} That {named} was submitted is not written down here, and nothing is submitted now; run the same again later, which never pays twice.",
                    },
                    silent
                );
            }
        }
    }

    private void RequireOneEnd(CommandRun run)
    {
        var ends = new[] { run.Get(_compile), run.Get(_quote), run.Get(_wait) || run.Get(_save) is not null };
        if (ends.Count(end => end) > 1)
            throw new LibraryException(
                FailureCode.Usage,
                "Give one of --compile, --quote and --wait or --save: each is another end."
            );
    }

    private static void Tell(IEnumerable<string> notes)
    {
        foreach (var note in notes)
        {
            StandardOutput.Message($"berry: {note}");
        }
    }

    // What stands on the line goes before what the file says.
    private async Task<JsonObject> ReadAsync(CommandRun run, Generator generator, CancellationToken cancellationToken)
    {
        var values = run.Get(_form) switch
        {
            null => [],
            StandardInput => FormText.Parse(await Console.In.ReadToEndAsync(cancellationToken), "standard input"),
            var path => FormText.Parse(await File.ReadAllTextAsync(path, cancellationToken), path),
        };
        foreach (var pair in run.Get(_values) ?? [])
        {
            FormText.Set(values, pair, generator.TakesText);
        }

        if (run.Get(_workflow) is { } workflow)
            values["workflow"] = workflow;
        if (run.Get(_ecosystem) is { } ecosystem)
            values["ecosystem"] = ecosystem;
        if (run.Get(_version) is { } version)
            values["model"] = new JsonObject { ["id"] = version };
        return values;
    }
}
