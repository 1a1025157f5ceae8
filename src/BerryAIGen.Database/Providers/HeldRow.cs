using System.Text.Json.Nodes;
using BerryAIGen.Database.Indexing;
using BerryAIGen.Database.Models;
using BerryAIGen.Library.Compatibility.Health;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Database.Providers;

/// <summary>A row of the registry as the description of what a provider holds.</summary>
internal static class HeldRow
{
    // Machines that hold it, the one that describes it first; only where several may share the database.
    private const string Machines = "held_on";

    // What a provider tells; the rest of the metadata is somebody else's and stays.
    private static readonly string[] Own =
    [
        "held_by",
        "held_as",
        "architecture",
        "quantization",
        "parameters",
        "context_length",
    ];

    public static string IdOf(ProviderDefinition provider, HeldModel model) => $"{provider.Id}/{model.Name}";

    public static ModelRow New(ProviderDefinition provider, HeldModel model, DateTime now) =>
        new()
        {
            Id = IdOf(provider, model),
            Name = NameOf(model),
            CreatedAt = now,
            Origin = provider.Id,
            Capabilities = RowDescription.Json(provider.RequiredCapabilities),
        };

    /// <summary>Writes down what the provider told; a person's words stay.</summary>
    public static void Describe(ModelRow row, ProviderDefinition provider, HeldModel model)
    {
        row.Call(NameOf(model), $"Held by {provider.Name}");
        row.Provider = provider.Id;
        row.Status = ModelStatus.Local;
        row.StatusDetail = model.IsIncomplete ? StatusDetails.Incomplete : null;
        row.Size = model.SizeBytes;
        row.Sha256 = model.Sha256;
        row.Checksum = model.Sha256 is { } hash ? $"sha256:{hash}" : null;
        row.Architecture = model.Architecture;
        row.Format = provider.Formats[0];
        row.LocalPath = model.Path;
        row.Metadata = Merge(row.Metadata, provider, model);
    }

    /// <summary>Writes a machine down as one that holds it; whether it is the one to describe it.</summary>
    public static bool Join(ModelRow row, string? machine)
    {
        if (machine is null)
            return true;
        var machines = MachinesOf(row);
        if (!machines.Contains(machine))
            Write(row, [.. machines, machine]);
        return machines.Count == 0 || machines[0] == machine || row.Status != ModelStatus.Local;
    }

    /// <summary>Strikes a machine off; whether none is left that holds it.</summary>
    public static bool Leave(ModelRow row, string? machine)
    {
        var machines = MachinesOf(row);
        if (machine is null || machines.Count == 0)
            return true;
        if (machines.Contains(machine))
            Write(row, [.. machines.Where(one => one != machine)]);
        return machines.All(one => one == machine);
    }

    /// <summary>Strikes off the machines that are no more.</summary>
    public static void Strike(IEnumerable<ModelRow> rows, IReadOnlySet<string> seen)
    {
        foreach (var row in rows)
        {
            var machines = MachinesOf(row);
            if (!machines.All(seen.Contains))
                Write(row, machines.Where(seen.Contains));
        }
    }

    public static bool IsFirst(ModelRow row, string? machine) =>
        machine is null || MachinesOf(row) is var machines && (machines.Count == 0 || machines[0] == machine);

    // Servers on Windows name files with backslashes.
    public static string FileName(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    private static string NameOf(HeldModel model) => model.Path is null ? FileName(model.Name) : model.Name;

    /// <summary>The machines that hold it.</summary>
    public static IReadOnlyList<string> MachinesOf(ModelRow row) =>
        Object(row.Metadata)[Machines] is JsonArray list ? [.. list.Select(one => one!.ToString())] : [];

    private static void Write(ModelRow row, IEnumerable<string> machines)
    {
        var metadata = Object(row.Metadata);
        metadata[Machines] = new JsonArray([.. machines.Select(one => JsonValue.Create(one))]);
        row.Metadata = metadata.ToJsonString();
    }

    private static string Merge(string known, ProviderDefinition provider, HeldModel model)
    {
        var metadata = Object(known);
        foreach (var name in Own)
            metadata.Remove(name);
        metadata["held_by"] = provider.Id;
        metadata["held_as"] = model.Name;
        if (model.Architecture is { } architecture)
            metadata["architecture"] = architecture;
        if (model.Quantization is { } quantization)
            metadata["quantization"] = quantization;
        if (model.Parameters is { } parameters)
            metadata["parameters"] = parameters;
        if (model.ContextLength is { } context)
            metadata["context_length"] = context;
        return metadata.ToJsonString();
    }

    private static JsonObject Object(string json) => JsonNode.Parse(json) as JsonObject ?? [];
}
