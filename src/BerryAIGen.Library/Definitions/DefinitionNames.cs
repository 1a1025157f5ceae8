using System.Text.Json;

namespace BerryAIGen.Library.Definitions;

/// <summary>
/// The names by which definitions of one kind are found. Nothing new is called what another one is called already; an alias
/// that is taken is no reason to leave a definition out, for it has other names.
/// </summary>
/// <param name="what">What a definition is to a person: a <c>layout</c>.</param>
internal sealed class DefinitionNames(string what)
{
    private readonly Dictionary<string, string> _owners = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the id, and of the aliases those that are free; what the one in whose place it stands had is given back.</summary>
    /// <exception cref="JsonException">Its id is a name of another one.</exception>
    public void Claim(string id, IEnumerable<string> aliases)
    {
        if (_owners.TryGetValue(id, out var owner) && owner != id)
            throw new JsonException(
                $"\"{id}\" is a name of the {what} \"{owner}\" already; take another id.",
                "$.id",
                null,
                null
            );
        foreach (var old in _owners.Where(row => row.Value == id).Select(row => row.Key).ToArray())
            _owners.Remove(old);
        foreach (var name in aliases.Prepend(id))
            _owners.TryAdd(name, id);
    }
}
