using System.Runtime.CompilerServices;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Database.Compatibility;

/// <summary>What outlives a revision of the library, so that the next one is judged only where it differs.</summary>
internal sealed class VerdictMemory
{
    // A definition that was read again is another one, and its verdicts go with it.
    private readonly ConditionalWeakTable<ProviderDefinition, Known> _known = [];

    public VerdictMemory() => Families = new ModelFamilies(Changes);

    public ProviderSlots Slots { get; } = new();

    public LibraryChanges Changes { get; } = new();

    public ModelFamilies Families { get; }

    /// <summary>What was last judged for a provider, and for which revision.</summary>
    public (ProviderVerdicts Verdicts, long Revision)? Find(ProviderDefinition provider) =>
        _known.TryGetValue(provider, out var known) ? (known.Verdicts, known.Revision) : null;

    public void Keep(ProviderVerdicts verdicts, long revision) =>
        _known.AddOrUpdate(verdicts.Provider, new Known(verdicts, revision));

    private sealed record Known(ProviderVerdicts Verdicts, long Revision);
}
