using System.Security.Cryptography;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Roots.Exchange;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Roots.Exchange;

/// <summary>A bucket into which somebody else writes, and servers that refuse.</summary>
public sealed class HostileBucketTests(S3Fixture s3) : IClassFixture<S3Fixture>
{
    private static readonly byte[] Model = TinySafetensors.Create(4096);

    private readonly string _bucket = $"hostile-{Guid.NewGuid():n}";

    [Theory]
    [InlineData("%2e%2e/outside.safetensors")]
    [InlineData("loras/%2e%2e/%2e%2e/%2e%2e/outside.safetensors")]
    [InlineData("%2Fetc/outside.safetensors")]
    [InlineData("loras/..%5C..%5Coutside.safetensors")]
    [InlineData("C%3A/outside.safetensors")]
    [InlineData("loras/a%7Fb.safetensors")]
    [InlineData("loras/NUL.safetensors")]
    [InlineData("custom_nodes/evil/model.safetensors")]
    public async Task Names_that_lead_out_or_steer_a_terminal_stay_in_the_bucket(string key)
    {
        using var machine = await MachineAsync();
        await PutRawAsync(key);
        await s3.PutAsync(_bucket, "comfy/loras/good.safetensors", Model, hasChecksum: true);

        var items = await machine.PullAsync();

        items.ShouldAllBe(item => !item.Reference.Any(char.IsControl));
        items.Single(item => item.Failure is not null).Failure!.Code.ShouldBe(FailureCode.Policy);
        items.Single(item => item.Failure is null).State.ShouldBe(DownloadState.Completed);
        machine.Files().ShouldBe(["loras/good.safetensors", "loras/good.safetensors.civitai.json"]);
    }

    [Fact]
    public async Task Names_that_differ_in_case_only_are_two_files()
    {
        using var machine = await MachineAsync();
        var other = TinySafetensors.Create(5000);
        await s3.PutAsync(_bucket, "comfy/loras/a.safetensors", Model, hasChecksum: true);
        await s3.PutAsync(_bucket, "comfy/loras/A.safetensors", other, hasChecksum: true);

        var items = await machine.PullAsync();

        // Where the disk takes only one of them, the other is a conflict: neither is lost.
        var came = items.Where(item => item.State == DownloadState.Completed).ToArray();
        came.Length.ShouldBe(items.Count - items.Count(item => item.Failure?.Code == FailureCode.Conflict));
        foreach (var item in came)
            File.ReadAllBytes(item.Path!).ShouldBe(item.File == "a.safetensors" ? Model : other);
    }

    [Fact]
    public async Task A_forged_mark_is_found_out_by_the_bytes()
    {
        using var machine = await MachineAsync();
        await s3.PutAsync(_bucket, "comfy/loras/a.safetensors", Model);
        var tag = await s3.TagOfAsync(_bucket, "comfy/loras/a.safetensors");
        var file = new RootFile("loras/a.safetensors", Model.Length) { Tag = tag };
        await s3.PutAsync(_bucket, "comfy/" + BucketMarks.Of(file, new string('a', 64), ""), [0]);
        await s3.PutAsync(_bucket, $"comfy/.berry/sha256/{new string('b', 64)}/0123456789abcdef/etc/passwd", [0]);

        var item = (await machine.PullAsync()).ShouldHaveSingleItem();

        item.Failure!.Code.ShouldBe(FailureCode.Verification, item.Reason);
        machine.Files().ShouldNotContain("loras/a.safetensors");
    }

    [Fact]
    public async Task A_foreign_object_that_tells_a_wrong_hash_is_not_taken()
    {
        using var machine = await MachineAsync();
        using var other = await MachineAsync();
        other.Write("vae/a.safetensors", Model);
        await other.PushAsync();
        await s3.PutAsync(_bucket, "comfy/vae/a.safetensors", TinySafetensors.Create(4096 + 1));

        // Its mark is of another state of the object, so nobody knows a hash of this one.
        var item = (await machine.PullAsync()).ShouldHaveSingleItem();

        item.VerifiedBy.ShouldBe("size", item.Reason);
    }

    [Theory]
    [InlineData("stranger", FailureCode.Auth, "InvalidAccessKeyId")]
    [InlineData("late", FailureCode.Auth, "clock")]
    public async Task A_key_that_is_refused_ends_it_with_one_sentence(string key, FailureCode code, string reason)
    {
        using var machine = await MachineAsync(key);
        machine.Write("loras/a.safetensors", Model);

        var refused = await Should.ThrowAsync<LibraryException>(() => machine.PushAsync());

        refused.Failure.Code.ShouldBe(code);
        refused.Message.ShouldContain(reason);
        refused.Message.ShouldNotContain("hidden");
    }

    [Theory]
    [InlineData("reader", FailureCode.Auth, "may not write")]
    [InlineData("full", FailureCode.Disk, "no room")]
    public async Task A_bucket_that_takes_nothing_says_why(string key, FailureCode code, string reason)
    {
        using var machine = await MachineAsync(key);
        machine.Write("loras/a.safetensors", Model);

        var item = (await machine.PushAsync()).ShouldHaveSingleItem();

        item.Failure!.Code.ShouldBe(code, item.Reason);
        item.Reason!.ShouldContain(reason);
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_named()
    {
        using var machine = new Machine(s3.Endpoint, "s3://no-such-bucket-here/x");

        var refused = await Should.ThrowAsync<LibraryException>(() => machine.PushAsync());

        refused.Failure.Code.ShouldBe(FailureCode.NotFound);
        refused.Message.ShouldContain("no bucket \"no-such-bucket-here\"");
    }

    [Fact]
    public async Task A_server_that_is_not_there_and_no_network_are_told()
    {
        using var gone = new Machine(new Uri("http://127.0.0.1:1"), "s3://bucket/x");
        using var offline = new Machine(
            s3.Endpoint,
            "s3://bucket/x",
            settings: options => options with { Network = options.Network with { IsOffline = true } }
        );

        var noAnswer = await Should.ThrowAsync<LibraryException>(() => gone.PushAsync());
        var switched = await Should.ThrowAsync<LibraryException>(() => offline.PushAsync());

        noAnswer.Failure.Code.ShouldBe(FailureCode.Network);
        switched.Message.ShouldContain("offline", Case.Insensitive);
    }

    [Fact]
    public async Task A_read_only_root_takes_nothing_and_gives()
    {
        using var writer = await MachineAsync();
        writer.Write("loras/a.safetensors", Model);
        await writer.PushAsync();
        using var machine = new Machine(s3.Endpoint, $"s3://{_bucket}/comfy", isReadOnly: true);
        machine.Write("loras/b.safetensors", TinySafetensors.Create(5000));

        var refused = await Should.ThrowAsync<LibraryException>(() => machine.PushAsync());
        var pulled = await machine.PullAsync();

        refused.Failure.Code.ShouldBe(FailureCode.Policy);
        pulled.ShouldHaveSingleItem().State.ShouldBe(DownloadState.Completed);
    }

    [Fact]
    public async Task Nothing_is_downloaded_into_a_bucket_by_its_name()
    {
        using var machine = await MachineAsync();

        var refused = await Should.ThrowAsync<LibraryException>(() =>
            machine.Library.ListAsync(new DownloadTarget { Root = "attic" }, TestContext.Current.CancellationToken)
        );

        refused.Failure.Code.ShouldBe(FailureCode.Usage);
        refused.Message.ShouldContain("berry roots pull");
    }

    private async Task<Machine> MachineAsync(string key = "key")
    {
        await s3.MakeBucketAsync(_bucket);
        return new Machine(s3.Endpoint, $"s3://{_bucket}/comfy", key);
    }

    // A client would take the dots out of the path before it asks.
    private async Task PutRawAsync(string key)
    {
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(s3.Endpoint.Host, s3.Endpoint.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        var head =
            $"PUT /{_bucket}/comfy/{key} HTTP/1.1\r\nHost: {s3.Endpoint.Authority}\r\nContent-Type: application/octet-stream\r\nx-amz-meta-sha256: {Convert.ToHexStringLower(SHA256.HashData(Model))}\r\nContent-Length: {Model.Length}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        await stream.WriteAsync(Model, TestContext.Current.CancellationToken);
        using var answer = new StreamReader(stream);
        (await answer.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldStartWith("HTTP/1.1 200");
    }
}
