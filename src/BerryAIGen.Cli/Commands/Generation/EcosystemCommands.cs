using BerryAIGen.Generation.Gates;

namespace BerryAIGen.Cli.Commands.Generation;

/// <summary>Lists the ecosystems.</summary>
internal sealed class EcosystemListCommand()
    : CatalogueListCommand("ecosystems", "workflows", static generator => generator.Ecosystems(Gatekeeper.Open));

/// <summary>Shows one of the ecosystems.</summary>
internal sealed class EcosystemShowCommand()
    : CatalogueShowCommand("ecosystems", "SDXL", static (generator, name) => generator.ShowEcosystem(name));
