using System.CommandLine;
using System.Text.Json.Nodes;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Generation;
using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Cli.Commands.Generation;

/// <summary>Shows one ecosystem, engine or workflow as its file has it, to read and to copy.</summary>
internal abstract class CatalogueShowCommand : BerryCommand
{
    private readonly Argument<string> _name;
    private readonly Func<Generator, string, JsonObject> _show;

    /// <param name="noun">What there are several of.</param>
    /// <param name="example">The name of one.</param>
    /// <param name="show">Finds it.</param>
    protected CatalogueShowCommand(string noun, string example, Func<Generator, string, JsonObject> show)
        : base("show", $"Shows one of the {noun} as its file has it.", $"berry {noun} show {example}")
    {
        _show = show;
        _name = new("name") { Description = "Its id or key." };
        Add(_name);
    }

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var generator = new Generator(LibraryEnvironment.Process.ConfigurationFolder);
        StandardOutput.Json(_show(generator, run.Get(_name)), BerryJson.Default.JsonObject);
        return Task.FromResult(0);
    }
}
