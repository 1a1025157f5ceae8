using BerryAIGen.Library.Identification.Definitions;
using BerryAIGen.Library.Identification.Tables;

namespace BerryAIGen.Library.Identification.Rules;

/// <summary>All rules, asked in order: the special before the general.</summary>
internal sealed class ArchitectureRules
{
    private readonly PatternIndex _index;
    private readonly CompiledRule[] _rules;
    private readonly CompiledArchitecture[] _shared;

    public ArchitectureRules(
        IEnumerable<ArchitectureDefinition> definitions,
        AdapterNames adapters,
        IReadOnlyList<string> prefixes
    )
    {
        _index = new PatternIndex(adapters);
        CompiledArchitecture[] all =
        [
            .. definitions.Select(definition => new CompiledArchitecture(definition, _index, prefixes)),
        ];
        _shared = [.. all.Where(architecture => architecture.Rules.Count == 0)];
        _rules =
        [
            .. all.SelectMany(architecture => architecture.Rules)
                .OrderByDescending(rule => rule.Priority)
                .ThenBy(rule => rule.Architecture.Id, StringComparer.Ordinal)
                .ThenBy(rule => rule.Place),
        ];
    }

    /// <summary>What the header says; never throws for odd tables.</summary>
    /// <param name="table">The tensors and metadata.</param>
    /// <param name="folder">The folder's name, where the model is one.</param>
    public Identity Identify(TensorTable table, string? folder = null)
    {
        var view = new TableView(table, _index, folder);
        return Array.Find(_rules, rule => rule.Test.Holds(view)) is { } rule ? Describe(rule, view) : Unknown(table);
    }

    /// <summary>Every rule that holds, one per definition, in the order in which they are asked.</summary>
    public IReadOnlyList<CompiledRule> FindAll(TensorTable table, string? folder = null)
    {
        var view = new TableView(table, _index, folder);
        return [.. _rules.Where(rule => rule.Test.Holds(view)).DistinctBy(rule => rule.Architecture)];
    }

    private Identity Describe(CompiledRule compiled, TableView view)
    {
        var rule = compiled.Rule;
        List<string> why = [Sentence($"{compiled.Architecture.Name}: {rule.Why}", compiled.Test.Evidence(view))];
        var variant = rule.Variant ?? Find(compiled.Architecture.Variants);
        var format = rule.Format ?? Find(compiled.Architecture.Formats) ?? FindShared(shared => shared.Formats);
        var packed = FindShared(shared => shared.Quantisations);
        return new Identity
        {
            Type = rule.Type,
            Base = rule.Base,
            Arch = rule.Arch,
            Variant = variant,
            Format = packed is null ? format : $"{format} {packed}".Trim(),
            Contents =
            [
                .. _shared
                    .SelectMany(shared => shared.Contents)
                    .Where(detail => detail.Holds(rule.Type, view))
                    .Select(detail => detail.Detail.Is),
            ],
            Why = why,
        };

        string? Find(IReadOnlyList<CompiledDetail> details)
        {
            foreach (var detail in details)
            {
                if (!detail.Holds(rule.Type, view))
                    continue;
                if (detail.Detail.Why is { } reason)
                    why.Add(Sentence(reason, detail.Test.Evidence(view)));
                return detail.Detail.Is;
            }

            return null;
        }

        string? FindShared(Func<CompiledArchitecture, IReadOnlyList<CompiledDetail>> details) =>
            _shared.Select(shared => Find(details(shared))).FirstOrDefault(word => word is not null);
    }

    private static string Sentence(string reason, string? evidence) =>
        evidence is null ? $"{reason.TrimEnd('.')}." : $"{reason.TrimEnd('.')} ({evidence}).";

    private static Identity Unknown(TensorTable table) =>
        Identity.Unknown with
        {
            Why =
            [
                table.Tensors.Count == 0
                    ? "Nothing in it tells what model it is."
                    : $"No rule knows these keys; the first is {table.Tensors[0].Name}.",
            ],
        };
}
