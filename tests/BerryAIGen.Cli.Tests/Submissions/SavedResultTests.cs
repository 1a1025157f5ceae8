using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests.Submissions;

/// <summary>What comes of a form is saved with the recipe that it was made with.</summary>
public sealed class SavedResultTests(SandboxFixture sandbox) : SubmissionTest(sandbox), IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task Results_are_saved_with_the_recipe_that_readers_of_pictures_know_and_never_over_another_file()
    {
        string[] line =
        [
            .. Form,
            "-p",
            "steps=25",
            "-p",
            "quantity=2",
            "--save",
            "fox",
            "--external-id",
            "saved-1",
            "--json",
        ];
        var run = await Home.RunAsync(line);
        var again = await Home.RunAsync(line);

        var saved = run.ShouldExit(0).Json.GetProperty("saved").EnumerateArray().ToArray();
        saved.Length.ShouldBe(2);
        again
            .ShouldExit(0)
            .Json.GetProperty("saved")[0]
            .GetProperty("path")
            .GetString()
            .ShouldBe(saved[0].GetProperty("path").GetString());
        Directory.GetFiles(Home.PathOf("fox")).Length.ShouldBe(2);
        run.Error.ShouldContain("succeeded");
        var read = await Home.RunAsync(
            "image",
            "read",
            saved[0].GetProperty("path").GetString()!,
            saved[1].GetProperty("path").GetString()!,
            "--json"
        );
        var recipes = read.ShouldExit(0).Json.GetProperty("files").EnumerateArray().ToArray();
        foreach (var recipe in recipes)
        {
            recipe.GetProperty("generator").GetString().ShouldBe("BerryAIGen");
            recipe.GetProperty("prompt").GetString().ShouldBe("a red fox, in snow");
            recipe.GetProperty("seed").GetInt64().ShouldBe(7);
            recipe.GetProperty("steps").GetInt32().ShouldBe(25);
            recipe.GetProperty("width").GetInt32().ShouldBe(1024);
            var model = recipe.GetProperty("resources").EnumerateArray().Single();
            model.GetProperty("type").GetString().ShouldBe("checkpoint");
            model.GetProperty("model_version_id").GetInt64().ShouldBe(128078);
        }
    }

    [Fact]
    public async Task Each_draw_of_a_wildcard_is_saved_with_its_own_prompt_and_seed()
    {
        Home.Write(".config/berryaigen/wildcards/colours.txt", "red\nblue\n"u8);

        var run = await Home.RunAsync([
            .. Form,
            "-p",
            "prompt=a #colours fox",
            "-p",
            "snippets={\"mode\":\"batch\"}",
            "--save",
            "foxes",
            "--json",
        ]);

        var saved = run.ShouldExit(0).Json.GetProperty("saved").EnumerateArray().ToArray();
        var read = await Home.RunAsync([
            "image",
            "read",
            .. saved.Select(output => output.GetProperty("path").GetString()!),
            "--json",
        ]);
        read.ShouldExit(0)
            .Json.GetProperty("files")
            .EnumerateArray()
            .Select(recipe => $"{recipe.GetProperty("prompt").GetString()} {recipe.GetProperty("seed").GetInt64()}")
            .ShouldBe(["a red fox 7", "a blue fox 8"]);
    }

    [Fact]
    public async Task A_model_that_is_named_by_its_version_is_looked_up_and_one_of_another_line_is_refused_before_it_is_paid()
    {
        var paid = Orchestrator.PaidCount;
        var lora = Sandbox.Server.Catalogue.Models.First(model =>
            model.Spec.Type == "LORA" && model.Versions[0].Spec.BaseModel.StartsWith("SDXL", StringComparison.Ordinal)
        );
        var foreign = Sandbox.Server.Catalogue.Models.First(model =>
            model.Spec.Type == "Checkpoint" && model.Versions[0].Spec.BaseModel == "SD 1.5"
        );

        var used = await Home.RunAsync([
            .. Form,
            "-p",
            $"resources=[{{\"id\":{lora.Versions[0].Id},\"strength\":0.8}}]",
            "--save",
            "lora",
            "--json",
        ]);
        var refused = await Home.RunAsync([.. Form, "--version", $"{foreign.Versions[0].Id}"]);

        used.ShouldExit(0)
            .Json.GetProperty("steps")[0]
            .GetProperty("input")
            .GetProperty("additionalNetworks")
            .EnumerateObject()
            .Single()
            .Name.ShouldContain($":{lora.Spec.Id}@{lora.Versions[0].Id}");
        var text = await Home.RunAsync(
            "image",
            "read",
            used.Json.GetProperty("saved")[0].GetProperty("path").GetString()!,
            "--json"
        );
        var resource = text.ShouldExit(0)
            .Json.GetProperty("files")[0]
            .GetProperty("resources")
            .EnumerateArray()
            .Single(one => one.GetProperty("type").GetString() == "lora");
        resource.GetProperty("weight").GetDouble().ShouldBe(0.8);
        resource.GetProperty("hash").GetString()!.Length.ShouldBe(10);
        refused.ShouldExit(2).Error.ShouldContain("choose the ecosystem");
        Orchestrator.PaidCount.ShouldBe(paid + 1);
    }

    [Fact]
    public async Task What_is_submitted_again_under_its_name_is_saved_with_the_seed_it_ran_with()
    {
        string[] line = [.. Form[..^2], "--external-id", "drawn-1", "--json", "--save"];

        var first = await Home.RunAsync([.. line, "drawn"]);
        var again = await Home.RunAsync([.. line, "drawn-again"]);

        // Whoever waits no longer finds it again by these.
        first.ShouldExit(0).Error.ShouldContain("submitted as drawn-1");
        first.Error.ShouldContain("berry workflow show");
        (await SeedAsync(again.ShouldExit(0))).ShouldBe(await SeedAsync(first));

        async Task<long> SeedAsync(BerryRun run)
        {
            var path = run.Json.GetProperty("saved")[0].GetProperty("path").GetString()!;
            var read = await Home.RunAsync("image", "read", path, "--json");
            return read.ShouldExit(0).Json.GetProperty("files")[0].GetProperty("seed").GetInt64();
        }
    }
}
