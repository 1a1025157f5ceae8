using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library.Roots;

namespace BerryAIGen.Cli.Commands.Roots;

/// <summary>Adds a place for models with its rules.</summary>
internal sealed class RootsAddCommand : BerryCommand
{
    private readonly RootArgument _name = new();
    private readonly Argument<string> _path = new("dir")
    {
        Description = "The application's folder or its models folder, or s3://bucket/prefix.",
    };
    private readonly RootRules _rules = new();

    public RootsAddCommand()
        : base(
            "add",
            "Adds a place for models, with rules of its own.",
            "berry roots add fast ComfyUI --priority 10 --min-free 1MB --template loras={base_model}/{creator}",
            "berry roots add attic s3://my-models/comfyui --profile attic"
        )
    {
        Add(_name);
        Add(_path);
        foreach (var option in _rules.All)
        {
            Add(option);
        }
    }

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        var root = _rules.Apply(run, new ModelRoot { Name = run.Get(_name), Path = run.Get(_path) });
        library.Roots.Add(root);
        using var changed = CommandRun.OpenLibrary();
        RootsView.Write(run, changed.Roots.List());
        if (!root.IsBucket && !Directory.Exists(root.Path))
        {
            // A writable one was made just now.
            StandardOutput.Message($"berry: {root.Path} does not exist; check the name, or connect its drive.");
        }

        return Task.FromResult(0);
    }
}
