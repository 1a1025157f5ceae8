using System.Text.Json;

namespace BerryAIGen.Generation.Catalogue.Shapes;

/// <summary>The names by which definitions of one kind are found: each of them means one alone.</summary>
/// <param name="what">What a definition is to a person: an <c>ecosystem</c>.</param>
internal sealed class CatalogueNames(string what)
{
    private readonly Dictionary<string, string> _owners = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the names for a definition; those that the shipped one in whose place it stands had are given back.</summary>
    /// <exception cref="JsonException">Another one has such a name, or it stands there twice.</exception>
    public void Claim(string id, IReadOnlyList<(ShapePlace Place, string Kind, string Name)> names)
    {
        HashSet<string> own = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (place, kind, name) in names)
        {
            if (_owners.TryGetValue(Word(kind, name), out var owner) && owner != id)
                throw place.Wrong(
                    $"is {name}, a {kind} that the {what} \"{owner}\" has already; take another, or give the file the id \"{owner}\" to put it in the place of that one."
                );
            // Id, key and name of one may be the same word.
            if (!own.Add(Word(kind, name)) && kind != "name")
                throw place.Wrong($"is {name}, which is there twice; take one of them out.");
        }

        foreach (var old in _owners.Where(row => row.Value == id).Select(row => row.Key).ToArray())
        {
            _owners.Remove(old);
        }

        foreach (var word in own)
        {
            _owners[word] = id;
        }
    }

    private static string Word(string kind, string name) => $"{kind} {name}";
}
