using BerryAIGen.Library.Identification.Definitions;
using BerryAIGen.Library.Identification.Tables;

namespace BerryAIGen.Library.Tests.Identification;

/// <summary>The smallest model for which a condition holds, made from the condition itself.</summary>
internal sealed class Witness
{
    private const ulong AnySize = 8;
    private const int AnyRank = 2;

    private static readonly (string Part, string Prefix)[] Prefixes =
    [
        ("te1:", "lora_te1_"),
        ("te2:", "lora_te2_"),
        ("te3:", "lora_te3_"),
        ("te:", "lora_te_"),
        ("prior:", "lora_prior_unet_"),
    ];

    private readonly Dictionary<string, TableTensor> _tensors = [];
    private readonly Dictionary<string, string> _metadata = [];

    public TensorTable Table => new() { Tensors = [.. _tensors.Values], Metadata = _metadata };

    public string? Folder { get; private set; }

    public static Witness Of(Condition condition)
    {
        var witness = new Witness();
        witness.Add(condition);
        return witness;
    }

    private void Add(Condition condition)
    {
        if (condition is { ComparesBlocks: true } or { ComparesCount: true })
            AddNumbered(condition);
        else if (condition.Keys.Count > 0)
            AddKey(condition.Keys[0], condition, number: 0);
        if (condition.Metadata is { } name)
            _metadata[Filled(name)] = Filled(condition.Like?[0] ?? $"{NumberOf(condition) ?? 1}");
        if (condition.Folder is { } folder)
            Folder = Filled(folder);
        foreach (var inner in condition.All.Concat(condition.Any.Take(1)))
            Add(inner);
    }

    private void AddNumbered(Condition condition)
    {
        var count = NumberOf(condition) ?? 1;
        for (var i = condition.ComparesBlocks ? count - 1 : 0; i >= 0 && i < count; i++)
            AddKey(condition.Keys[0], condition, i);
    }

    private void AddKey(string pattern, Condition condition, long number)
    {
        var text = pattern.TrimStart('^');
        var first = text.IndexOf('#', StringComparison.Ordinal);
        var key = Filled(first < 0 ? text : $"{text[..first]}{number}{text[(first + 1)..]}");
        if (key.StartsWith("lora:", StringComparison.Ordinal))
            AddAdapter(key["lora:".Length..], condition);
        else if (!_tensors.ContainsKey(key) || condition.Dimension is not null || condition.Rank is not null)
            _tensors[key] = new TableTensor(key, condition.Dtypes?[0] ?? "F16", Shape(condition));
    }

    private void AddAdapter(string key, Condition condition)
    {
        var (part, prefix) = Array.Find(Prefixes, row => key.StartsWith(row.Part, StringComparison.Ordinal));
        prefix ??= "lora_unet_";
        part ??= "";
        var module = prefix + key[part.Length..];
        var weight = Shape(condition);
        if (_tensors.ContainsKey($"{module}.lora_down.weight") && condition.Dimension is null)
            return;
        Put($"{module}.lora_down.weight", 4, weight[1]);
        Put($"{module}.lora_up.weight", weight[0], 4);

        void Put(string name, params ulong[] shape) => _tensors[name] = new TableTensor(name, "F16", shape);
    }

    private static ulong[] Shape(Condition condition)
    {
        var dimension = condition.Dimension ?? 0;
        var rank = condition.Rank ?? Math.Max(AnyRank, dimension + 1);
        var shape = Enumerable.Repeat(AnySize, rank).ToArray();
        if (condition.Dimension is not null && NumberOf(condition) is { } size)
            shape[dimension < 0 ? rank + dimension : dimension] = (ulong)size;
        return shape;
    }

    private static long? NumberOf(Condition condition) => condition.Is?[0] ?? condition.Minimum ?? condition.Maximum;

    private static string Filled(string pattern) =>
        pattern.Replace("#", "0", StringComparison.Ordinal).Replace("*", "x", StringComparison.Ordinal);
}
