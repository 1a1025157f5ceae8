using System.Text.Json.Nodes;

namespace BerryAIGen.Library.Sidecars;

/// <summary>A sidecar being written over the one that is there.</summary>
internal sealed class SidecarMerge(JsonObject document, HashSet<string> personal)
{
    private readonly JsonObject _before = document.DeepClone().AsObject();
    private readonly SortedSet<string> _kept = new(StringComparer.Ordinal);

    public JsonObject Document { get; } = document;

    /// <summary>Members that had a value and have another one now.</summary>
    public IReadOnlyList<string> Replaced => [.. Changes(_before, Document, "").Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> Kept => [.. _kept];

    /// <summary>Puts a value; an object goes over what is there member by member, and nothing is emptied.</summary>
    public void Put(string path, JsonNode? value)
    {
        if (value is null)
            return;
        if (value is JsonObject map)
        {
            foreach (var (name, inner) in map)
                Put(path == JsonPlace.Whole ? Escaped(name) : $"{path}.{Escaped(name)}", inner);
            return;
        }

        var older = JsonPlace.Find(Document, path);
        if (older is not null && JsonNode.DeepEquals(older, value))
            return;
        if (older is not null && personal.Contains(path))
            _kept.Add(path);
        else if (!JsonPlace.Put(Document, path, value.DeepClone()))
            _kept.Add(path);
    }

    // A dot in a name would be a step; no application has one where objects are merged, and ours must not make one.
    private static string Escaped(string name) => name.Replace('.', '_');

    private static IEnumerable<string> Changes(JsonObject before, JsonObject after, string path)
    {
        foreach (var (name, old) in before)
        {
            if (JsonPlace.IsEmpty(old))
                continue;
            if (old is JsonObject map && after[name] is JsonObject now)
            {
                foreach (var change in Changes(map, now, $"{path}{name}."))
                    yield return change;
            }
            else if (!JsonNode.DeepEquals(old, after[name]))
            {
                yield return path + name;
            }
        }
    }
}
