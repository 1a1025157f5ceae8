using BerryAIGen.Library.Identification;
using BerryAIGen.Library.Identification.Definitions;
using BerryAIGen.Library.Identification.Rules;
using BerryAIGen.Library.Identification.Tables;
using BerryAIGen.Library.Tests.Definitions;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Identification;

/// <summary>Every rule is asked of the smallest model that it is written for.</summary>
public sealed class ShippedArchitectureTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "definitions", "architectures");
    private static readonly ArchitectureCatalog Catalog = ArchitectureCatalog.Load(configurationFolder: null);
    private static readonly ArchitectureRules Rules = Catalog.Compile();

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileName(path)).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_shipped_file_keeps_the_schema_and_is_named_by_its_id(string name)
    {
        var path = Path.Combine(Folder, name);

        new DefinitionSchema("architecture").Check(DefinitionSchema.Read(path)).ShouldBeEmpty();

        using var stream = File.OpenRead(path);
        ArchitectureCatalog.Read(stream).Id.ShouldBe(Path.GetFileNameWithoutExtension(name));
    }

    [Fact]
    public void The_names_of_adapters_keep_their_schema() =>
        new DefinitionSchema("adapters")
            .Check(DefinitionSchema.Read(Path.Combine(RepositoryRoot.Path, "definitions", "adapters.json")))
            .ShouldBeEmpty();

    [Fact]
    public void Every_word_is_documented()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "identification.md"));
        var identification = new ModelIdentification(configurationFolder: null);

        identification
            .Types.Concat(identification.Bases)
            .Where(word => !page.Contains($"`{word}`", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_rule_holds_for_the_smallest_model_it_is_written_for() =>
        AllRules()
            .Where(row => !Rules.FindAll(row.Witness.Table, row.Witness.Folder).Any(held => held.Rule == row.Rule))
            .Select(row => $"{row.Definition.Id}: {row.Rule.Why}")
            .ShouldBeEmpty();

    [Fact]
    public void No_two_definitions_claim_the_same_model_with_the_same_priority() =>
        AllRules()
            .SelectMany(row =>
            {
                var held = Rules.FindAll(row.Witness.Table, row.Witness.Folder);
                return held.Where(rule =>
                        rule.Priority == held[0].Priority && rule.Architecture != held[0].Architecture
                    )
                    .Select(rule =>
                        $"{held[0].Architecture.Id} and {rule.Architecture.Id}, priority {rule.Priority}: {row.Rule.Why}"
                    );
            })
            .Distinct()
            .ShouldBeEmpty();

    [Fact]
    public void A_rule_is_only_outdone_by_one_that_knows_more()
    {
        var outdone = AllRules()
            .Select(row => (Row: row, Winner: Rules.FindAll(row.Witness.Table, row.Witness.Folder)[0].Rule))
            .Where(pair => (pair.Winner.Type, pair.Winner.Base) != (pair.Row.Rule.Type, pair.Row.Rule.Base))
            .Select(pair =>
                $"{pair.Row.Definition.Id}: {pair.Row.Rule.Type} {pair.Row.Rule.Base} ({pair.Row.Rule.Why}) is taken for {pair.Winner.Type} {pair.Winner.Base}"
            );

        outdone.ShouldBeEmpty();
    }

    [Fact]
    public void Order_and_prefix_of_the_keys_do_not_matter()
    {
        var random = new Random(7);
        foreach (var row in AllRules())
        {
            var table = row.Witness.Table;
            var shuffled = table.Tensors.ToArray();
            random.Shuffle(shuffled);

            var expected = Rules.Identify(table, row.Witness.Folder);
            var actual = Rules.Identify(table with { Tensors = shuffled }, row.Witness.Folder);

            (actual.Type, actual.Base, actual.Variant, actual.Format).ShouldBe(
                (expected.Type, expected.Base, expected.Variant, expected.Format)
            );
        }
    }

    [Fact]
    public void Keys_that_mean_nothing_change_no_answer()
    {
        var random = new Random(11);
        foreach (var row in AllRules())
        {
            var table = row.Witness.Table;
            var expected = Rules.Identify(table, row.Witness.Folder);

            var actual = Rules.Identify(
                table with
                {
                    Tensors = [.. table.Tensors, .. RandomKeys.Of(random, 20)],
                },
                row.Witness.Folder
            );

            (actual.Type, actual.Base).ShouldBe((expected.Type, expected.Base), row.Rule.Why);
        }
    }

    [Fact]
    public void Keys_that_mean_nothing_are_unknown()
    {
        var random = new Random(13);
        for (var round = 0; round < 300; round++)
        {
            var table = new TensorTable { Tensors = [.. RandomKeys.Of(random, random.Next(0, 60))] };

            var identity = Rules.Identify(table);

            (identity.Type, identity.Base).ShouldBe(("unknown", "unknown"));
            identity.Why.ShouldHaveSingleItem();
        }
    }

    private static IEnumerable<(
        ArchitectureDefinition Definition,
        ArchitectureRule Rule,
        Witness Witness
    )> AllRules() =>
        Catalog.Architectures.SelectMany(definition =>
            definition.Rules.Select(rule => (definition, rule, Witness.Of(rule.When)))
        );
}
