using System.CommandLine;
using System.Text.Json.Nodes;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Generation;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Cli.Commands.Generation;

/// <summary>Turns a form into the workflow that an orchestrator takes.</summary>
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

    public GenerateCommand()
        : base(
            "generate",
            "Compiles a form into the workflow of an orchestrator.",
            "berry generate --workflow txt2img --ecosystem SDXL -p \"prompt=a red fox\" --compile",
            "berry generate --form form.json --compile --json",
            "berry generate --from picture.png --local --compile"
        )
    {
        _values.Aliases.Add("-p");
        foreach (var option in (Option[])[_workflow, _ecosystem, _version, _values, _form, .. _sources.All, _compile])
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        if (!run.Get(_compile))
            throw new LibraryException(
                FailureCode.Usage,
                "Workflows are compiled, and not submitted yet; add --compile."
            );
        var generator = new Generator(LibraryEnvironment.Process.ConfigurationFolder);
        var typed = await ReadAsync(run, cancellationToken);
        var compiled = generator.Compile(await _sources.ReadAsync(run, generator, typed, cancellationToken));
        foreach (var note in generator.Warnings.Concat(compiled.Notes))
        {
            StandardOutput.Message($"berry: {note}");
        }

        StandardOutput.Json(compiled.Body, BerryJson.Default.JsonObject);
        return 0;
    }

    // What stands on the line goes before what the file says.
    private async Task<JsonObject> ReadAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var values = run.Get(_form) switch
        {
            null => [],
            StandardInput => FormText.Parse(await Console.In.ReadToEndAsync(cancellationToken), "standard input"),
            var path => FormText.Parse(await File.ReadAllTextAsync(path, cancellationToken), path),
        };
        foreach (var pair in run.Get(_values) ?? [])
        {
            FormText.Set(values, pair);
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
