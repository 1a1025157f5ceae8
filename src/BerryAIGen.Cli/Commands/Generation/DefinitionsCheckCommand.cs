using System.CommandLine;
using System.Text.Json.Nodes;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Generation;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Cli.Commands.Generation;

/// <summary>Asks whether definitions hold together: names, ranges, licences, dead controls.</summary>
internal sealed class DefinitionsCheckCommand : BerryCommand
{
    private readonly Argument<string?> _folder = new("dir")
    {
        Description = "A folder that holds 'definitions'; the settings folder when left out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public DefinitionsCheckCommand()
        : base("check", "Checks definitions of generation, the shipped and yours.", "berry definitions check") =>
        Add(_folder);

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var folder = run.Find(_folder);
        if (folder is not null && !Directory.Exists(Path.Combine(folder, "definitions")))
            throw new LibraryException(
                FailureCode.NotFound,
                $"{folder} holds no folder 'definitions'; name the folder that does."
            );
        var generator = new Generator(folder ?? LibraryEnvironment.Process.ConfigurationFolder);
        var problems = generator.Check();
        if (run.Output.IsJson)
        {
            var document = new JsonObject
            {
                ["problems"] = new JsonArray([
                    .. problems.Select(problem => new JsonObject
                    {
                        ["file"] = problem.File,
                        ["line"] = problem.Line,
                        ["message"] = problem.Message,
                    }),
                ]),
                ["left_out"] = new JsonArray([.. generator.Warnings.Select(text => JsonValue.Create(text))]),
            };
            StandardOutput.Json(document, BerryJson.Default.JsonObject);
        }
        else
        {
            foreach (var problem in problems)
            {
                StandardOutput.Line($"{problem.File}{(problem.Line is { } line ? $":{line}" : "")}: {problem.Message}");
            }
        }

        foreach (var warning in generator.Warnings)
        {
            StandardOutput.Message($"berry: {warning}");
        }

        var isGood = problems.Count == 0 && generator.Warnings.Count == 0;
        if (isGood && !run.Output.IsJson)
            StandardOutput.Line("The definitions hold together.");
        return Task.FromResult(isGood ? 0 : ExitCodes.Of(FailureCode.Verification));
    }
}
