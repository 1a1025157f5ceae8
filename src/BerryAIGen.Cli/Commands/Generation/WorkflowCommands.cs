using BerryAIGen.Generation.Gates;

namespace BerryAIGen.Cli.Commands.Generation;

/// <summary>Lists the workflows.</summary>
internal sealed class WorkflowListCommand()
    : CatalogueListCommand("workflows", "ecosystems", static generator => generator.Workflows(Gatekeeper.Open));

/// <summary>Shows one of the workflows.</summary>
internal sealed class WorkflowShowCommand()
    : CatalogueShowCommand("workflows", "img2vid", static (generator, name) => generator.ShowWorkflow(name));
