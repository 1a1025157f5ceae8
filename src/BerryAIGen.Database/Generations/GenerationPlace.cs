using BerryAIGen.Generation.Orchestrators;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Generations;

/// <summary>A workflow is known to the one that took it, and its key to nobody else.</summary>
internal static class GenerationPlace
{
    /// <exception cref="LibraryException">Another orchestrator took it than the one that is asked now.</exception>
    public static void RequireSame(this Orchestrator orchestrator, GenerationRow row)
    {
        if (row.Orchestrator is { } asked && asked != orchestrator.Address.ToString())
            throw new LibraryException(
                FailureCode.Conflict,
                $"It was submitted to {asked}, and this server asks {orchestrator.Address}; set BERRY_ORCHESTRATOR_URL back to go on with it."
            );
    }
}
