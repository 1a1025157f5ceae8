using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library;

namespace BerryAIGen.Cli.Commands.Shell;

/// <summary>Prints a script that teaches a shell the words of <c>berry</c>; the words come from the parser itself.</summary>
internal sealed class CompletionCommand : BerryCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "powershell"];

    private readonly Argument<string> _shell = new("shell") { Description = "bash, zsh, fish or powershell." };

    public CompletionCommand()
        : base("completion", "Prints a completion script for a shell.", "berry completion bash")
    {
        _shell.CompletionSources.Add(Shells);
        Add(_shell);
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var name = run.Get(_shell);
        if (!Shells.Contains(name))
        {
            throw new LibraryException(
                FailureCode.Usage,
                $"There is no completion for '{name}'; choose one of {string.Join(", ", Shells)}."
            );
        }

        await using var script = typeof(CompletionCommand).Assembly.GetManifestResourceStream($"completion/{name}")!;
        if (run.Output.IsJson)
        {
            using var text = new StreamReader(script);
            var document = new CompletionDocument(name, await text.ReadToEndAsync(cancellationToken));
            StandardOutput.Json(document, BerryJson.Default.CompletionDocument);
            return 0;
        }

        await using var stdout = Console.OpenStandardOutput();
        await script.CopyToAsync(stdout, cancellationToken);
        return 0;
    }
}
