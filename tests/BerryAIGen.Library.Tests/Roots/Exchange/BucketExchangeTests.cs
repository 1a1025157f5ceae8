using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Testing;
using static BerryAIGen.Library.Tests.Roots.Exchange.ExchangeSample;

namespace BerryAIGen.Library.Tests.Roots.Exchange;

/// <summary>Machines that share a bucket of a real server.</summary>
public sealed class BucketExchangeTests(S3Fixture s3) : IClassFixture<S3Fixture>
{
    private readonly string _bucket = $"attic-{Guid.NewGuid():n}";

    [Fact]
    public async Task A_model_goes_to_the_bucket_and_from_there_to_another_machine_with_all_that_belongs_to_it()
    {
        using var one = await MachineAsync();
        using var two = await MachineAsync();
        one.Write(Ink, Model);
        one.Write("loras/ink.png", [1, 2, 3]);
        one.Write("loras/ink.txt", "my note"u8);
        one.Write(Ink + ".civitai.json", Record());

        var pushed = await one.PushAsync();
        var pulled = await two.PullAsync("ink.safetensors");

        pushed.ShouldAllBe(item => item.State == DownloadState.Completed, Reasons(pushed));
        (await s3.WordOfAsync(_bucket, $"comfy/{Ink}", "sha256")).ShouldBe(Hash);
        (await s3.GetAsync(_bucket, $"comfy/{Ink}")).ShouldBe(Model);
        pulled[0].State.ShouldBe(DownloadState.Completed, Reasons(pulled));
        pulled[0].VerifiedBy.ShouldBe("sha256");
        File.ReadAllBytes(two.PathOf(Ink)).ShouldBe(Model);
        File.ReadAllText(two.PathOf("loras/ink.txt")).ShouldBe("my note");
        File.ReadAllBytes(two.PathOf("loras/ink.png")).ShouldBe([1, 2, 3]);
        var record = JsonNode.Parse(File.ReadAllText(two.PathOf(Ink + ".civitai.json")))!;
        record["source"]!.GetValue<string>().ShouldBe("civitai");
        record["version_id"]!.GetValue<int>().ShouldBe(128713);
        record["mine"]!.GetValue<string>().ShouldBe("kept");
        foreach (var file in Directory.EnumerateFiles(two.Models, "*", SearchOption.AllDirectories))
            File.ReadAllText(file).ShouldNotContain("hidden-secret");
    }

    [Fact]
    public async Task A_bucket_at_the_server_of_a_profile_is_found_by_the_profile_alone_and_a_file_lies_here_once()
    {
        using var folder = new TemporaryFolder();
        var credentials = folder.Write(
            "credentials",
            Encoding.UTF8.GetBytes(
                $"[lan]\naws_access_key_id = key\naws_secret_access_key = hidden-secret\nendpoint_url = {s3.Endpoint}\n"
            )
        );
        await s3.MakeBucketAsync(_bucket);
        using var one = new Machine(null, $"s3://{_bucket}/comfy", settings: Profiled);
        using var two = new Machine(null, $"s3://{_bucket}/comfy", settings: Profiled);
        one.Write(Ink, Model);

        var pushed = await one.PushAsync();
        var pulled = await two.PullAsync("ink.safetensors");

        pushed.ShouldAllBe(item => item.State == DownloadState.Completed, Reasons(pushed));
        pulled.ShouldAllBe(item => item.State == DownloadState.Completed, Reasons(pulled));
        var everywhere = Path.GetDirectoryName(two.Data)!;
        Directory
            .EnumerateFiles(everywhere, "*", SearchOption.AllDirectories)
            .Where(path => new FileInfo(path).Length >= Model.Length)
            .ShouldBe([two.PathOf(Ink)]);
        (await s3.KeysAsync(_bucket)).Count(key => !key.Contains("/.berry/")).ShouldBe(1);

        LibraryOptions Profiled(LibraryOptions options) =>
            options with
            {
                Sources = options.Sources.With(
                    new Dictionary<string, string?> { ["AWS_SHARED_CREDENTIALS_FILE"] = credentials }
                ),
                Buckets = [options.Buckets[0] with { Profile = "lan" }],
            };
    }

    [Fact]
    public async Task A_plan_writes_nothing_and_tells_the_same()
    {
        using var one = await MachineAsync();
        one.Write(Ink, Model);

        var plan = (await one.RunAsync(null, "attic", [], isDryRun: true)).ShouldHaveSingleItem();

        plan.State.ShouldBe(DownloadState.Planned);
        plan.SizeBytes.ShouldBe(Model.Length);
        plan.Path.ShouldBe($"s3://{_bucket}/comfy/{Ink}");
        (await s3.KeysAsync(_bucket)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_that_is_one_model_arrives_whole()
    {
        using var one = await MachineAsync();
        using var two = await MachineAsync();
        one.Write("diffusers/flux/model_index.json", "{\"_class_name\":\"FluxPipeline\"}"u8);
        one.Write("diffusers/flux/vae/config.json", "{\"_class_name\":\"AutoencoderKL\"}"u8);
        one.Write("diffusers/flux/vae/model.safetensors", Model);

        var pushed = await one.PushAsync("diffusers/flux");
        var pulled = await two.PullAsync("flux");

        pushed.ShouldAllBe(item => item.State == DownloadState.Completed, Reasons(pushed));
        pulled.ShouldAllBe(item => item.State == DownloadState.Completed, Reasons(pulled));
        two.Files().ShouldContain("diffusers/flux/model_index.json");
        File.ReadAllBytes(two.PathOf("diffusers/flux/vae/model.safetensors")).ShouldBe(Model);
    }

    [Fact]
    public async Task A_bucket_gets_what_another_bucket_has()
    {
        using var one = await MachineAsync();
        one.Write(Ink, Model);
        await one.PushAsync();
        await s3.MakeBucketAsync(_bucket + "-2");

        // The same server, and the same key.
        var mirror = $"s3://{_bucket}-2/mirror";
        using var other = new Machine(
            s3.Endpoint,
            mirror,
            settings: options =>
                options with
                {
                    Buckets =
                    [
                        .. options.Buckets,
                        options.Buckets[0] with
                        {
                            Name = "first",
                            Path = $"s3://{_bucket}/comfy",
                        },
                    ],
                }
        );
        var copied = await other.RunAsync("first", "attic", []);
        var again = await other.RunAsync("first", "attic", []);

        copied.ShouldHaveSingleItem().State.ShouldBe(DownloadState.Completed, copied[0].Reason);
        again.ShouldHaveSingleItem().State.ShouldBe(DownloadState.AlreadyPresent);
        (await s3.GetAsync(_bucket + "-2", $"mirror/{Ink}")).ShouldBe(Model);
    }

    [Fact]
    public async Task Two_folders_exchange_as_well()
    {
        using var one = await MachineAsync();
        using var two = await MachineAsync();
        one.Write(Ink, Model);
        one.Write(Ink + ".civitai.json", Record());

        var items = await two.RunAsync(one.Models, null, []);

        items[0].State.ShouldBe(DownloadState.Completed, Reasons(items));
        File.ReadAllBytes(two.PathOf(Ink)).ShouldBe(Model);
        JsonNode.Parse(File.ReadAllText(two.PathOf(Ink + ".civitai.json")))!["source"]!
            .GetValue<string>()
            .ShouldBe("civitai");
    }

    [Fact]
    public async Task Wanted_models_are_found_by_path_name_folder_and_hash_and_others_are_named()
    {
        using var one = await MachineAsync();
        using var two = await MachineAsync();
        one.Write(Ink, Model);
        one.Write("vae/a.safetensors", Other);
        await one.PushAsync();

        var items = await two.PullAsync("none.safetensors", Hash[..12], "vae/");

        items.Count(item => item.State == DownloadState.Completed).ShouldBe(2, Reasons(items));
        items.Single(item => item.Failure is not null).Failure!.Code.ShouldBe(FailureCode.NotFound);
    }

    private Task<Machine> MachineAsync() => Machine.AtAsync(s3, _bucket);
}
