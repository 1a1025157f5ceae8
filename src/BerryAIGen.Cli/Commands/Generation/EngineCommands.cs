namespace BerryAIGen.Cli.Commands.Generation;

/// <summary>Lists the engines.</summary>
internal sealed class EngineListCommand()
    : CatalogueListCommand("engines", "variants", static generator => generator.Engines);

/// <summary>Shows one of the engines.</summary>
internal sealed class EngineShowCommand()
    : CatalogueShowCommand("engines", "video-veo3", static (generator, name) => generator.ShowEngine(name));
