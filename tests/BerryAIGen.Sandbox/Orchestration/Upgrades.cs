using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>Work that turns out mature: blue and green Buzz do not pay it, so it is withheld, or paid anew from yellow.</summary>
internal static class Upgrades
{
    // The documentation names no word; clients are to show whatever stands there.
    private const string Withheld = "requiresUpgrade";

    public static void Rate(RunningWorkflow workflow, RunningStep step, Accounts accounts)
    {
        foreach (var blob in step.Blobs)
            blob.NsfwLevel = "r";
        if (workflow.Paid.TrueForAll(part => part.Account == "yellow" || part.Amount == 0))
            return;
        if (workflow.IsAutomatic && Pay(workflow, accounts))
            return;
        foreach (var blob in step.Blobs)
            (blob.IsAvailable, blob.BlockedReason) = (false, Withheld);
    }

    /// <summary>Null when it was done, or nothing was to be done.</summary>
    public static Answer? Allow(RunningWorkflow workflow, Accounts accounts)
    {
        var withheld = workflow.Steps.SelectMany(step => step.Blobs).Where(blob => blob.BlockedReason == Withheld);
        var shown = withheld.ToList();
        if (shown.Count > 0 && !Pay(workflow, accounts))
            return Problem.Of(400, "Bad Request", "The yellow balance is too low for the upgrade.");
        foreach (var blob in shown)
            (blob.IsAvailable, blob.BlockedReason) = (true, null);
        workflow.AllowsMature = true;
        return null;
    }

    private static bool Pay(RunningWorkflow workflow, Accounts accounts)
    {
        var price = workflow.Paid.Where(part => part.Account != "yellow").Sum(part => part.Amount);
        if (accounts[workflow.Owner, "yellow"] < price)
            return false;
        foreach (var (account, amount) in workflow.Paid.Where(part => part.Account != "yellow" && part.Amount > 0))
        {
            accounts[workflow.Owner, account] += amount;
            workflow.Transactions.Add((JsonNode)Accounts.Line("credit", account, amount));
        }

        accounts[workflow.Owner, "yellow"] -= price;
        workflow.Transactions.Add((JsonNode)Accounts.Line("debit", "yellow", price));
        workflow.Paid = [("yellow", workflow.Paid.Sum(part => part.Amount))];
        return true;
    }
}
