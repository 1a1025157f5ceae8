using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;
using static BerryAIGen.Library.Tests.Roots.Exchange.ExchangeSample;

namespace BerryAIGen.Library.Tests.Roots.Exchange;

/// <summary>What the other side has already is sent no second time, and never written over.</summary>
public sealed class BucketAgreementTests(S3Fixture s3) : IClassFixture<S3Fixture>
{
    private readonly string _bucket = $"attic-{Guid.NewGuid():n}";

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

    private Task<Machine> MachineAsync() => Machine.AtAsync(s3, _bucket);
}
