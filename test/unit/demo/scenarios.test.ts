import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { knownGateways } from '../../../demo/gateways.js';
import { person, scenarios, type Scenario } from '../../../demo/scenarios.js';
import { createSimulator, type GatewayName } from '../../../src/simulator/index.js';

const names = Object.keys(knownGateways) as readonly GatewayName[];

describe('the scenarios of the demo', () => {
  for (const [name, scenario] of Object.entries<Scenario>(scenarios))
    it(`${name} can happen with every gateway that it is offered for`, () => {
      for (const gateway of scenario.gateways ?? names) {
        const account = createSimulator().add({ gateway, ...person, ...scenario.script });
        const { name: fault, ...options } = scenario.fault ?? { name: undefined };
        if (fault) account.fault(fault, options);
        account.set(scenario.later?.set ?? {});
      }
    });

  it('are there for every gateway, and some for one alone', () => {
    for (const gateway of names) {
      const offered = Object.values<Scenario>(scenarios).filter(({ gateways }) => gateways?.includes(gateway) ?? true);
      assert.ok(offered.length >= 8, gateway);
    }
    assert.ok(Object.values<Scenario>(scenarios).some(({ gateways }) => gateways?.length === 1));
  });
});
