using System.Text.Json.Nodes;

namespace BerryAIGen.Sandbox.Faults;

/// <summary>Changes the JSON of an answer.</summary>
internal static class AnswerChanger
{
    private static readonly string[] HostileNames =
    [
        "../../../outside.safetensors",
        "..\\..\\outside.safetensors",
        "/etc/outside.safetensors",
        "CON.safetensors",
        "a:b*c?.safetensors",
        "name\u0000.safetensors",
    ];

    public static void Apply(AnswerChanges changes, JsonNode? body)
    {
        if (changes == AnswerChanges.None || body is null)
            return;
        ChangeList(changes, body as JsonObject);
        Walk(changes, body);
    }

    private static void ChangeList(AnswerChanges changes, JsonObject? body)
    {
        if (body?["items"] is not JsonArray items)
            return;
        if (changes.HasFlag(AnswerChanges.EmptyPage))
            items.Clear();
        if (changes.HasFlag(AnswerChanges.DuplicateItems) && items.Count > 0)
            items.Add(items[0]!.DeepClone());
    }

    private static void Walk(AnswerChanges changes, JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
                Walk(changes, item);
        }
        else if (node is JsonObject member)
        {
            ChangeObject(changes, member);
            foreach (var (_, value) in member.ToList())
                Walk(changes, value);
        }
    }

    private static void ChangeObject(AnswerChanges changes, JsonObject node)
    {
        if (node["hashes"] is JsonObject hashes)
            ChangeHashes(changes, hashes);
        if (changes.HasFlag(AnswerChanges.WrongSizes) && node["sizeKB"] is { } size)
            node["sizeKB"] = size.GetValue<double>() + 1.5;
        if (changes.HasFlag(AnswerChanges.HostileNames) && node.ContainsKey("sizeKB"))
            node["name"] = HostileNames[(node["id"]?.GetValue<int>() ?? 0) % HostileNames.Length];
        if (changes.HasFlag(AnswerChanges.NullStats) && node["stats"] is JsonObject stats)
        {
            foreach (var (name, _) in stats.ToList())
                stats[name] = null;
        }

        if (changes.HasFlag(AnswerChanges.NumericNames) && node["creator"] is JsonObject creator)
            creator["username"] = 12345;
        if (changes.HasFlag(AnswerChanges.NoVersions) && node["modelVersions"] is JsonArray versions)
            versions.Clear();
        if (changes.HasFlag(AnswerChanges.OldShapes))
            OldShapes.Apply(node);
    }

    private static void ChangeHashes(AnswerChanges changes, JsonObject hashes)
    {
        if (changes.HasFlag(AnswerChanges.NoHashes))
            hashes.Clear();
        if (!changes.HasFlag(AnswerChanges.WrongHashes))
            return;
        foreach (var (kind, value) in hashes.ToList())
            hashes[kind] = string.Concat(value!.GetValue<string>().Select(digit => digit == '0' ? 'F' : '0'));
    }
}
