using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Roots.Exchange;

/// <summary>Machines that share a bucket of a real server.</summary>
public sealed class BucketExchangeTests(S3Fixture s3) : IClassFixture<S3Fixture>
{
    private const string Ink = "loras/ink.safetensors";
    private static readonly byte[] Model = TinySafetensors.Create(4096);
    private static readonly byte[] Other = TinySafetensors.Create(5000);
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Model));

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
    public async Task A_second_run_sends_nothing_and_asks_for_no_file_alone()
    {
        using var one = await MachineAsync();
        for (var number = 0; number < 5; number++)
            one.Write($"loras/{number}.safetensors", TinySafetensors.Create(4096 + number));
        await one.PushAsync();
        // What was asked before this is told before it.
        await s3.GetAsync(_bucket, "comfy/loras/1.safetensors");
        await Eventually.TrueAsync(() => s3.Requests.Any(IsFirst), TestContext.Current.CancellationToken);

        var again = await one.PushAsync();

        again.Count.ShouldBe(5);
        again.ShouldAllBe(item => item.State == DownloadState.AlreadyPresent);
        await s3.GetAsync(_bucket, "comfy/loras/0.safetensors");
        await Eventually.TrueAsync(() => Asked().Any(IsLast), TestContext.Current.CancellationToken);
        Asked().TakeWhile(line => !IsLast(line)).ShouldHaveSingleItem().ShouldStartWith("GET");

        IEnumerable<string> Asked() =>
            s3.Requests.SkipWhile(line => !IsFirst(line)).Skip(1).Where(line => line.Contains(_bucket));
        bool IsFirst(string line) => line == $"GET /{_bucket}/comfy/loras/1.safetensors -";
        bool IsLast(string line) => line == $"GET /{_bucket}/comfy/loras/0.safetensors -";
    }

    [Fact]
    public async Task Bytes_that_the_bucket_has_under_another_name_are_not_sent_again()
    {
        using var one = await MachineAsync();
        using var two = await MachineAsync();
        one.Write(Ink, Model);
        two.Write("loras/styles/another.safetensors", Model);
        two.Write("loras/styles/another.txt", "a note"u8);
        await one.PushAsync();
        var keys = await s3.KeysAsync(_bucket);

        var pushed = (await two.PushAsync()).ShouldHaveSingleItem();
        var pulled = (await two.PullAsync()).ShouldHaveSingleItem();

        pushed.State.ShouldBe(DownloadState.AlreadyPresent);
        pushed.Reason!.ShouldContain($"there as {Ink}");
        pulled.State.ShouldBe(DownloadState.AlreadyPresent);
        pulled.Reason!.ShouldContain("there as loras/styles/another.safetensors");
        (await s3.KeysAsync(_bucket)).ShouldBe(keys);
    }

    [Fact]
    public async Task Of_two_files_with_the_same_bytes_one_goes()
    {
        using var one = await MachineAsync();
        one.Write(Ink, Model);
        one.Write("loras/styles/copy.safetensors", Model);

        var first = await one.PushAsync();
        var second = await one.PushAsync();

        first.Select(item => item.State).ShouldBe([DownloadState.Completed, DownloadState.Skipped]);
        first[1].Reason!.ShouldContain($"go there as {Ink}");
        second.ShouldAllBe(item => item.State == DownloadState.AlreadyPresent, Reasons(second));
        (await s3.KeysAsync(_bucket)).Count(key => !key.Contains("/.berry/")).ShouldBe(1);
    }

    [Fact]
    public async Task Another_file_of_the_name_stays_on_either_side()
    {
        using var one = await MachineAsync();
        using var two = await MachineAsync();
        one.Write(Ink, Model);
        one.Write("loras/ink.txt", "of the first"u8);
        two.Write(Ink, Other);
        two.Write("loras/ink.png", [9]);
        await one.PushAsync();

        var pushed = (await two.PushAsync()).ShouldHaveSingleItem();
        var pulled = (await two.PullAsync()).ShouldHaveSingleItem();

        pushed.State.ShouldBe(DownloadState.Refused);
        pushed.Failure!.Code.ShouldBe(FailureCode.Conflict);
        pulled.Failure!.Code.ShouldBe(FailureCode.Conflict);
        (await s3.GetAsync(_bucket, $"comfy/{Ink}")).ShouldBe(Model);
        File.ReadAllBytes(two.PathOf(Ink)).ShouldBe(Other);
        File.Exists(two.PathOf("loras/ink.txt")).ShouldBeFalse();
        (await s3.KeysAsync(_bucket)).ShouldNotContain("comfy/loras/ink.png");
    }

    [Fact]
    public async Task A_note_that_differs_stays_and_is_told()
    {
        using var one = await MachineAsync();
        using var two = await MachineAsync();
        one.Write(Ink, Model);
        one.Write("loras/ink.txt", "of the first"u8);
        two.Write(Ink, Model);
        two.Write("loras/ink.txt", "of the second"u8);
        await one.PushAsync();

        var pulled = await two.PullAsync();

        pulled
            .Select(item => (item.Reference, item.State))
            .ShouldBe([(Ink, DownloadState.AlreadyPresent), ("loras/ink.txt", DownloadState.Skipped)]);
        File.ReadAllText(two.PathOf("loras/ink.txt")).ShouldBe("of the second");
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
    public async Task What_came_without_us_has_no_mark_and_is_believed_only_by_its_own_hash()
    {
        using var one = await MachineAsync();
        one.Write(Ink, Model);
        one.Write("loras/unknown.safetensors", Other);
        await s3.PutAsync(_bucket, $"comfy/{Ink}", Model, hasChecksum: true);
        await s3.PutAsync(_bucket, "comfy/loras/unknown.safetensors", Other);

        var items = await one.PushAsync();

        items.Single(item => item.Reference == Ink).State.ShouldBe(DownloadState.AlreadyPresent);
        var unknown = items.Single(item => item.Reference != Ink);
        unknown.Failure!.Code.ShouldBe(FailureCode.Conflict);
        (await s3.KeysAsync(_bucket)).Count(key => key.Contains("/.berry/sha256/")).ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_is_not_what_its_record_says_goes_nowhere()
    {
        using var one = await MachineAsync();
        var path = one.Write(Ink, Model);
        await one.Library.Keeping.IndexAsync([], hashes: true, null, TestContext.Current.CancellationToken);
        File.WriteAllBytes(path, Other);

        var item = (await one.PushAsync()).ShouldHaveSingleItem();

        item.Failure!.Code.ShouldBe(FailureCode.Verification);
        item.Reason!.ShouldContain("berry verify");
        (await s3.KeysAsync(_bucket)).ShouldBeEmpty();
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

    private async Task<Machine> MachineAsync()
    {
        await s3.MakeBucketAsync(_bucket);
        return new Machine(s3.Endpoint, $"s3://{_bucket}/comfy");
    }

    private static byte[] Record() =>
        Encoding.UTF8.GetBytes(
            $$$"""
            {"schema_version":1,"source":"civitai","source_url":"https://civitai.com/api/download/models/128713",
            "version_id":128713,"model_id":4384,"hashes":{"sha256":"{{{Hash}}}"},"mine":"kept"}
            """
        );

    private static string Reasons(IEnumerable<DownloadItem> items) =>
        string.Join('\n', items.Select(item => $"{item.Reference} {item.State} {item.Reason}"));
}
