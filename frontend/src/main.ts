/** The entry of every page. */

import { mountIslands } from "./islands";

mountIslands();
