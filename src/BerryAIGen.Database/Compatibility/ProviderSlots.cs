using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Database.Compatibility;

/// <summary>Numbers of definitions, under which models keep their scores. One that was read again is another one.</summary>
internal sealed class ProviderSlots
{
    private readonly Dictionary<ProviderDefinition, int> _slots = new(ReferenceEqualityComparer.Instance);

    /// <summary>So many that models would rather be judged anew than keep scores of definitions that are gone.</summary>
    public bool IsFull
    {
        get
        {
            lock (_slots)
                return _slots.Count >= 64;
        }
    }

    public int Of(ProviderDefinition provider)
    {
        lock (_slots)
        {
            if (!_slots.TryGetValue(provider, out var slot))
                _slots.Add(provider, slot = _slots.Count);
            return slot;
        }
    }
}
