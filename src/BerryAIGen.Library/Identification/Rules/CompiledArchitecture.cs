using BerryAIGen.Library.Identification.Definitions;

namespace BerryAIGen.Library.Identification.Rules;

/// <summary>A definition that is ready to be asked.</summary>
internal sealed class CompiledArchitecture
{
    public CompiledArchitecture(ArchitectureDefinition definition, PatternIndex index, IReadOnlyList<string> usual)
    {
        Id = definition.Id;
        Name = definition.Name;
        var prefixes = definition.Prefixes ?? usual;
        Rules =
        [
            .. definition.Rules.Select(
                (rule, place) =>
                    new CompiledRule(this, place, rule, rule.Priority ?? definition.Priority, For(rule.When))
            ),
        ];
        Variants = DetailsOf(definition.Variants);
        Formats = DetailsOf(definition.Formats);
        Quantisations = DetailsOf(definition.Quantisations);
        Contents = DetailsOf(definition.Contents);

        Test For(Condition when) => Test.Compile(when, index, prefixes);
        CompiledDetail[] DetailsOf(IReadOnlyList<Detail> details) =>
            [.. details.Select(detail => new CompiledDetail(detail, For(detail.When)))];
    }

    public string Id { get; }

    public string Name { get; }

    public IReadOnlyList<CompiledRule> Rules { get; }

    public IReadOnlyList<CompiledDetail> Variants { get; }

    public IReadOnlyList<CompiledDetail> Formats { get; }

    public IReadOnlyList<CompiledDetail> Quantisations { get; }

    public IReadOnlyList<CompiledDetail> Contents { get; }
}

/// <param name="Architecture">The file it stands in.</param>
/// <param name="Place">Which of the file's rules it is.</param>
/// <param name="Rule">As it was written.</param>
/// <param name="Priority">The higher is asked first.</param>
/// <param name="Test">Its condition.</param>
internal sealed record CompiledRule(
    CompiledArchitecture Architecture,
    int Place,
    ArchitectureRule Rule,
    int Priority,
    Test Test
);

internal sealed record CompiledDetail(Detail Detail, Test Test)
{
    public bool Holds(string type, TableView view) => Detail.For?.Contains(type) != false && Test.Holds(view);
}
