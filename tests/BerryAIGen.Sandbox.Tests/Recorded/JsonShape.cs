using System.Text.Json;
using System.Text.Json.Nodes;

namespace BerryAIGen.Sandbox.Tests.Recorded;

/// <summary>Which members occur where, with which JSON types, and whether they are always there.</summary>
internal sealed class JsonShape(IReadOnlyCollection<string> opaque)
{
    private readonly Dictionary<string, Member> members = [];

    public IEnumerable<string> Paths => members.Keys;

    public void Add(JsonNode? node) => Add("", node);

    public bool Has(string path) => members.ContainsKey(path);

    /// <summary>JSON types seen at the path; empty where the member never occurs.</summary>
    public IReadOnlySet<JsonValueKind> TypesAt(string path) =>
        members.TryGetValue(path, out var member) ? member.Types : new HashSet<JsonValueKind>();

    /// <summary>Whether every object that could have the member has it.</summary>
    public bool IsAlwaysThere(string path) =>
        members.TryGetValue(path, out var member)
        && (Parent(path) is not { } parent || members[parent].Objects == member.Count);

    private void Add(string path, JsonNode? node)
    {
        var member = members.TryGetValue(path, out var known) ? known : members[path] = new Member();
        member.Count++;
        member.Types.Add(KindOf(node));
        if (opaque.Contains(path))
            return;
        if (node is JsonObject json)
        {
            member.Objects++;
            foreach (var (name, value) in json)
                Add(path.Length == 0 ? name : $"{path}.{name}", value);
        }
        else if (node is JsonArray array)
        {
            foreach (var item in array)
                Add($"{path}[]", item);
        }
    }

    // Items of an array have no parent that must have them.
    private static string? Parent(string path)
    {
        if (path.Length == 0 || path.EndsWith("[]", StringComparison.Ordinal))
            return null;
        var dot = path.LastIndexOf('.');
        return dot < 0 ? "" : path[..dot];
    }

    private static JsonValueKind KindOf(JsonNode? node) =>
        node?.GetValueKind() switch
        {
            null => JsonValueKind.Null,
            JsonValueKind.False => JsonValueKind.True,
            { } kind => kind,
        };

    private sealed class Member
    {
        public int Count { get; set; }

        public int Objects { get; set; }

        public HashSet<JsonValueKind> Types { get; } = [];
    }
}
