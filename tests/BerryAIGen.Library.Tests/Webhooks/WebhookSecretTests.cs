using BerryAIGen.Library.Webhooks;

namespace BerryAIGen.Library.Tests.Webhooks;

public sealed class WebhookSecretTests
{
    [Fact]
    public void A_message_is_signed_as_the_test_vector_of_Standard_Webhooks_says()
    {
        var secret = WebhookSecret.Parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        var signature = secret.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, """{"test": 2432232314}""");

        signature.ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    [Fact]
    public void One_of_our_own_is_long_enough_and_shows_itself_only_when_asked()
    {
        var secret = WebhookSecret.New();

        Convert.FromBase64String(secret.Reveal()["whsec_".Length..]).Length.ShouldBe(32);
        secret.Reveal().ShouldNotBe(WebhookSecret.New().Reveal());
        $"{secret}".ShouldBe("***");
        secret.Hint.Length.ShouldBeLessThan(12);
        WebhookSecret.Parse(secret.Reveal()).Reveal().ShouldBe(secret.Reveal());
    }

    [Theory]
    [InlineData(23)]
    [InlineData(65)]
    public void One_that_is_too_short_or_too_long_is_refused_without_being_repeated(int bytes)
    {
        var text = Convert.ToBase64String(new byte[bytes]);

        var refused = Should.Throw<LibraryException>(() => WebhookSecret.Parse($"whsec_{text}"));

        refused.Message.ShouldContain($"{bytes} bytes");
        refused.Message.ShouldNotContain(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("whsec_not*base64")]
    public void What_is_no_secret_is_refused(string text) =>
        Should.Throw<LibraryException>(() => WebhookSecret.Parse(text)).Failure.Code.ShouldBe(FailureCode.Usage);

    [Fact]
    public void What_is_not_taken_is_sent_ten_times_within_about_three_days()
    {
        var random = new Random(7);
        var pauses = Enumerable.Range(1, 9).Select(failures => WebhookSchedule.PauseAfter(failures, null, random));

        var total = pauses.Sum(pause => pause!.Value.TotalHours);

        WebhookSchedule.Attempts.ShouldBe(10);
        WebhookSchedule.PauseAfter(10, null, random).ShouldBeNull();
        total.ShouldBeInRange(75.5, 75.6 * 1.2);
        WebhookSchedule.PauseAfter(1, null, random)!.Value.TotalSeconds.ShouldBeInRange(5, 6);
    }

    [Theory]
    [InlineData(60, 60)]
    [InlineData(1_000_000, 86_400)]
    public void A_receiver_that_wishes_to_be_asked_later_is_asked_later_within_a_day(int wished, int expected) =>
        WebhookSchedule
            .PauseAfter(1, TimeSpan.FromSeconds(wished), new Random(7))
            .ShouldBe(TimeSpan.FromSeconds(expected));
}
