using System.Net;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Roots;
using BerryAIGen.Library.Sources.S3;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Library.Tests.Roots.Exchange;

/// <summary>Whose server gets whose key: what a root says, and what stands elsewhere.</summary>
public sealed class BucketRulesTests : IDisposable
{
    private const string Elsewhere = "https://s3.elsewhere.example";
    private const string Lan = "http://minio.lan.example:9000";

    private static readonly ModelRoot Attic = new() { Name = "attic", Path = "s3://bucket" };

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_key_of_a_roots_profile_goes_to_no_server_that_stands_elsewhere()
    {
        var options = Asked(
            Attic with
            {
                Profile = "attic",
            },
            ("AWS_ENDPOINT_URL", Elsewhere),
            ("AWS_ENDPOINT_URL_S3", Elsewhere),
            ("AWS_REGION", "auto"),
            ("AWS_DEFAULT_REGION", "auto")
        );

        options.Endpoint.ShouldBeNull();
        options.Key!.Id.ShouldBe("AKIAATTIC");
        options.Region.ShouldBe("eu-test-1");
        options.Server.ShouldBe("Amazon S3 (eu-test-1)");
    }

    [Fact]
    public void Nor_to_one_that_stands_in_the_settings()
    {
        var options = Asked(
            Attic with
            {
                Profile = "plain",
            },
            settings: [("s3_endpoint", Elsewhere), ("s3_region", "auto")]
        );

        options.Endpoint.ShouldBeNull();
        (options.Key!.Id, options.Region).ShouldBe(("AKIAPLAIN", "us-east-1"));
    }

    [Fact]
    public void A_root_at_a_server_takes_no_region_of_another_one()
    {
        var root = Attic with { Endpoint = "https://s3.attic.example", Profile = "plain" };

        var options = Asked(root, ("AWS_ENDPOINT_URL", Elsewhere), ("AWS_REGION", "auto"));
        var own = Asked(root with { Region = "here" }, ("AWS_REGION", "auto"));

        (options.Server, options.Region).ShouldBe(("s3.attic.example", "us-east-1"));
        own.Region.ShouldBe("here");
    }

    [Fact]
    public void A_root_that_names_neither_is_asked_as_the_environment_says()
    {
        var options = Asked(
            Attic,
            ("AWS_ENDPOINT_URL", Elsewhere),
            ("AWS_REGION", "auto"),
            ("AWS_ACCESS_KEY_ID", "AKIAOWN"),
            ("AWS_SECRET_ACCESS_KEY", "hidden")
        );
        var region = Asked(
            Attic with
            {
                Region = "eu-test-2",
            },
            ("AWS_ENDPOINT_URL", Elsewhere),
            ("AWS_REGION", "auto")
        );

        (options.Server, options.Region, options.Key!.Id).ShouldBe(("s3.elsewhere.example", "auto", "AKIAOWN"));
        (region.Server, region.Region).ShouldBe(("s3.elsewhere.example", "eu-test-2"));
    }

    [Fact]
    public void A_root_at_the_server_that_is_set_keeps_the_region_that_is_set_unless_its_profile_has_one()
    {
        var root = Attic with { Endpoint = Elsewhere };
        (string, string)[] set = [("AWS_ENDPOINT_URL", Elsewhere + "/"), ("AWS_REGION", "auto")];

        Asked(root, set).Region.ShouldBe("auto");
        Asked(root with { Profile = "plain" }, set).Region.ShouldBe("auto");
        Asked(root with { Profile = "attic" }, set).Region.ShouldBe("eu-test-1");
        Asked(root with { Region = "here" }, set).Region.ShouldBe("here");
    }

    [Fact]
    public void The_key_of_a_profile_goes_to_the_server_that_the_profile_names()
    {
        var root = Asked(Attic with { Profile = "lan" }, ("AWS_ENDPOINT_URL", Elsewhere), ("AWS_REGION", "auto"));
        var environment = Asked(Attic, ("AWS_PROFILE", "lan"));
        var same = Asked(Attic with { Endpoint = Lan }, ("AWS_PROFILE", "lan"));
        var both = Asked(Attic with { Endpoint = Lan + "/", Profile = "lan" });

        foreach (var options in new[] { root, environment, same, both })
            (options.Server, options.Region, options.Key!.Id).ShouldBe(("minio.lan.example:9000", "lan-1", "AKIALAN"));
    }

    [Fact]
    public void And_to_no_other_one()
    {
        var other = Refused(Attic with { Endpoint = Elsewhere, Profile = "lan" });
        var unread = Refused(Attic with { Profile = "serviced" });
        var unreadEverywhere = Refused(Attic, ("AWS_PROFILE", "serviced"));
        var odd = Refused(Attic with { Profile = "odd" });
        var named = Asked(Attic with { Endpoint = Elsewhere, Profile = "serviced" });

        other.ShouldContain("profile lan goes with another server");
        unread.ShouldContain("services lan");
        unreadEverywhere.ShouldContain("services lan");
        odd.ShouldContain("endpoint_url is no address");
        (named.Server, named.Key!.Id).ShouldBe(("s3.elsewhere.example", "AKIASERVICED"));
    }

    [Fact]
    public void Who_named_a_profile_without_a_key_is_told_to_name_another_profile()
    {
        var options = Asked(Attic with { Profile = "keyless" }, ("AWS_ACCESS_KEY_ID", "AKIAOWN"));
        var place = S3Place.Of(new Uri("s3://bucket/comfy/ink.safetensors"));

        var refusal = S3Failures.From(HttpStatusCode.Forbidden, "AccessDenied", "no", place, options);

        refusal.Code.ShouldBe(FailureCode.Auth);
        refusal.Message.ShouldContain("the profile keyless has no key that is written in it");
        refusal.Message.ShouldContain("berry roots set NAME --profile");
        refusal.Message.ShouldNotContain("AWS_ACCESS_KEY_ID");
    }

    [Theory]
    [InlineData("AWS_ACCESS_KEY_ID", Elsewhere)]
    [InlineData("AWS_ACCESS_KEY_ID", null)]
    [InlineData("AWS_PROFILE", Elsewhere)]
    [InlineData("AWS_PROFILE", null)]
    public async Task A_key_that_goes_with_another_server_is_not_sent_to_that_of_a_root(string key, string? set)
    {
        await using var server = await ScriptedServer.StartAsync();
        using var machine = new Machine(
            server.Url,
            "s3://bucket/comfy",
            settings: options =>
                options with
                {
                    Sources = options.Sources.With(
                        new Dictionary<string, string?>
                        {
                            ["AWS_ACCESS_KEY_ID"] = null,
                            ["AWS_SESSION_TOKEN"] = "hidden-session",
                            ["AWS_SHARED_CREDENTIALS_FILE"] = Credentials(),
                            ["AWS_ENDPOINT_URL"] = set,
                            [key] = "attic",
                        }
                    ),
                }
        );

        var refused = await Should.ThrowAsync<LibraryException>(() => machine.PullAsync());

        refused.Failure.Code.ShouldBe(FailureCode.Usage);
        refused.Message.ShouldContain("berry roots set attic --profile");
        server.Requests.ShouldBeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    private S3Options Asked(ModelRoot root, params (string Name, string Value)[] variables) =>
        Asked(root, [], variables);

    private S3Options Asked(
        ModelRoot root,
        (string Name, string Value)[] settings,
        params (string Name, string Value)[] variables
    )
    {
        var set = variables.Append(("AWS_SHARED_CREDENTIALS_FILE", Credentials())).ToDictionary();
        var keys = settings.ToDictionary(pair => pair.Name, pair => pair.Value);
        var sources = new SourceSettings(name => set.GetValueOrDefault(name), key => keys.GetValueOrDefault(key));
        return S3Options.From(
            BucketRules
                .For(root with { Name = "attic", Path = "s3://bucket" }, new LibraryOptions { Sources = sources })
                .Sources
        );
    }

    private string Refused(ModelRoot root, params (string Name, string Value)[] variables)
    {
        var refused = Should.Throw<LibraryException>(() => Asked(root, variables));
        refused.Failure.Code.ShouldBe(FailureCode.Usage);
        return refused.Message;
    }

    private string Credentials()
    {
        // Sections of services stand in the other file of Amazon's tools, which lies beside.
        _folder.Write(
            "config",
            """
            [profile serviced]
            services = lan
            [services lan]
            s3 =
              endpoint_url = http://minio.lan.example:9000
            """u8
        );
        return _folder.Write(
            "credentials",
            """
            [attic]
            aws_access_key_id = AKIAATTIC
            aws_secret_access_key = hidden
            region = eu-test-1
            [plain]
            aws_access_key_id = AKIAPLAIN
            aws_secret_access_key = hidden
            [lan]
            aws_access_key_id = AKIALAN
            aws_secret_access_key = hidden
            region = lan-1
            endpoint_url = http://minio.lan.example:9000
            [odd]
            aws_access_key_id = AKIAODD
            aws_secret_access_key = hidden
            endpoint_url = minio
            [serviced]
            aws_access_key_id = AKIASERVICED
            aws_secret_access_key = hidden
            [keyless]
            region = eu-test-1
            """u8
        );
    }
}
