namespace BerryAIGen.Generation.Tests.Catalogue;

/// <summary>Which of several files gets a name does not depend on what the files are called.</summary>
public sealed class SharedNameTests : IDisposable
{
    private readonly UserFiles _files = new();

    public void Dispose() => _files.Dispose();

    // By something new, and by what stands before the giver in the order of ids.
    [Theory]
    [InlineData("a", "b", "heron")]
    [InlineData("b", "a", "heron")]
    [InlineData("a", "b", "flux1")]
    [InlineData("b", "a", "flux1")]
    public void A_name_that_one_file_gives_back_is_another_one_s(string giver, string taker, string id)
    {
        _files.Write($"ecosystems/{giver}.json", Ecosystem("sdxl", "SDXL", "Mine"));
        _files.Write($"ecosystems/{taker}.json", Ecosystem(id, id, "Stable Diffusion XL"));

        var generator = new Generator(_files.Folder);

        generator.Warnings.ShouldBeEmpty();
        Id(generator, "Stable Diffusion XL").ShouldBe(id);
        Id(generator, "Mine").ShouldBe("sdxl");
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public void Of_two_that_give_and_take_in_a_ring_both_are_left_out(string one, string two)
    {
        _files.Write($"ecosystems/{one}.json", Ecosystem("sdxl", "Pony"));
        _files.Write($"ecosystems/{two}.json", Ecosystem("pony", "SDXL"));

        var generator = new Generator(_files.Folder);

        generator.Warnings.Count.ShouldBe(2);
        Id(generator, "SDXL").ShouldBe("sdxl");
        Id(generator, "Pony").ShouldBe("pony");
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public void Of_two_new_ones_of_one_time_the_first_by_its_id_has_the_name(string first, string second)
    {
        var held = _files.Write($"ecosystems/{first}.json", Ecosystem("egret", "Wader"));
        var left = _files.Write($"ecosystems/{second}.json", Ecosystem("heron", "Wader"));
        var written = TimeProvider.System.GetUtcNow().UtcDateTime - TimeSpan.FromDays(1);
        File.SetLastWriteTimeUtc(held, written);
        File.SetLastWriteTimeUtc(left, written);

        var generator = new Generator(_files.Folder);

        generator.Warnings.ShouldHaveSingleItem().ShouldStartWith($"The ecosystem in {left} is left out: line 1: ");
        generator.Warnings[0].ShouldContain("the ecosystem \"egret\" has already");
        Id(generator, "Wader").ShouldBe("egret");
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public void Of_two_new_ones_the_older_keeps_the_name(string older, string younger)
    {
        var first = _files.Write($"ecosystems/{older}.json", Ecosystem("heron", "Wader"));
        File.SetLastWriteTimeUtc(first, TimeProvider.System.GetUtcNow().UtcDateTime - TimeSpan.FromDays(1));
        var left = _files.Write($"ecosystems/{younger}.json", Ecosystem("egret", "Wader"));

        var generator = new Generator(_files.Folder);

        generator.Warnings.ShouldHaveSingleItem().ShouldContain(left);
        Id(generator, "Wader").ShouldBe("heron");
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public void What_stands_in_the_place_of_a_shipped_one_goes_before_what_is_new(string shipped, string added)
    {
        _files.Write($"workflows/{shipped}.json", Workflow("txt2img", "wade"));
        var left = _files.Write($"workflows/{added}.json", Workflow("heron", "wade"));

        var generator = new Generator(_files.Folder);

        generator.Warnings.ShouldHaveSingleItem().ShouldContain(left);
        ((string?)generator.ShowWorkflow("wade")["id"]).ShouldBe("txt2img");
    }

    [Fact]
    public void Of_two_files_of_one_id_the_second_is_left_out_and_says_which_the_first_is()
    {
        var first = _files.Write("ecosystems/a.json", Ecosystem("heron", "One"));
        var second = _files.Write("ecosystems/b.json", Ecosystem("heron", "Two"));

        var generator = new Generator(_files.Folder);

        generator
            .Warnings.ShouldHaveSingleItem()
            .ShouldBe(
                $"The ecosystem in {second} is left out: \"heron\" is the id of {first} already; give one of them another."
            );
        Id(generator, "One").ShouldBe("heron");
    }

    [Fact]
    public void A_finding_of_a_shipped_file_does_not_name_the_user_s_that_was_left_out()
    {
        var left = _files.Write("ecosystems/sdxl.json", Ecosystem("sdxl", "Pony"));
        // An engine that takes almost nothing: what forms of the shipped ecosystem send is found.
        _files.Write(
            "engines/text-to-image.json",
            """
            {
              "schemaVersion": 1, "id": "text-to-image", "name": "Poor", "step": "textToImage", "media": "image",
              "input": { "prompt": { "type": "text" } }, "variants": [{ "id": "default" }]
            }
            """
        );

        var generator = new Generator(_files.Folder);
        var files = generator.Check().Select(problem => problem.File).Distinct().ToArray();

        generator.Warnings.ShouldHaveSingleItem().ShouldContain(left);
        files.ShouldContain("definitions/ecosystems/sdxl.json");
        files.ShouldNotContain(left);
    }

    private static string? Id(Generator generator, string name) => (string?)generator.ShowEcosystem(name)["id"];

    private static string Ecosystem(string id, string key, string? name = null) =>
        $$"""{ "schemaVersion": 1, "id": "{{id}}", "key": "{{key}}", "name": "{{name ?? key}}" }""";

    private static string Workflow(string id, string key) =>
        $$"""{ "schemaVersion": 1, "id": "{{id}}", "key": "{{key}}", "name": "{{key}}" }""";
}
